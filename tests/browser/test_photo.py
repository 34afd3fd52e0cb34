"""Photos: shrunk and stripped in the browser, shown again, refused in words."""

import base64
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from tests.browser.chat_page import ChatPage

# Playwright shows the requests without their files, so the page itself keeps a copy of what leaves it.
KEEP_WHAT_IS_SENT = """
() => {
  const send = window.fetch;
  window.fetch = async (url, init) => {
    if (init?.body instanceof FormData) {
      const bytes = new Uint8Array(await init.body.get("file").arrayBuffer());
      window.sentPhoto = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }
    return send(url, init);
  };
}
"""
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)


def pick(chat: ChatPage, path: Path) -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.at.get_by_role("button", name="Ajouter une photo").click()
    chooser.value.set_files(path)


def test_a_photo_is_previewed_shrunk_stripped_and_shown(visitor: ChatPage, photo_file: Path) -> None:
    visitor.open()
    visitor.page.evaluate(KEEP_WHAT_IS_SENT)

    pick(visitor, photo_file)
    expect(visitor.at.get_by_role("img", name="Aperçu de la photo")).to_be_visible()
    visitor.at.get_by_role("button", name="Envoyer la photo").click()

    expect(visitor.log.get_by_role("img", name="Photo envoyée")).to_be_visible()
    expect(visitor.at.locator(".photo.loading")).to_have_count(0)
    content = base64.b64decode(visitor.page.evaluate("() => window.sentPhoto"))
    sent = Image.open(io.BytesIO(content))
    assert (sent.format, sent.size) == ("JPEG", (1200, 1600))
    assert not sent.getexif()
    assert len(content) < photo_file.stat().st_size


def test_a_photo_is_still_there_after_a_reload(visitor: ChatPage, photo_file: Path) -> None:
    visitor.open()
    pick(visitor, photo_file)
    visitor.at.get_by_role("button", name="Envoyer la photo").click()
    visitor.log.get_by_role("img", name="Photo envoyée").wait_for()

    visitor.page.reload()

    canvas = visitor.log.get_by_role("img", name="Photo envoyée")
    expect(canvas).to_have_count(1)
    expect(visitor.at.locator(".photo.loading")).to_have_count(0)
    drawn = canvas.evaluate("(canvas) => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[3]")
    assert drawn == 255


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("photo.heic", HEIC, "HEIC"), ("photo.jpg", b"not a photo at all", "n’est pas une photo")],
)
def test_what_cannot_be_read_is_refused_in_words(
    name: str, content: bytes, words: str, visitor: ChatPage, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    visitor.open()

    pick(visitor, path)

    expect(visitor.sheet).to_contain_text(words)
    expect(visitor.at.get_by_role("button", name="Envoyer la photo")).to_be_disabled()


def test_a_photo_that_did_not_go_can_be_tried_again_under_the_same_id(
    visitor: ChatPage, photo_file: Path
) -> None:
    visitor.open()
    ids: list[str] = []

    def lose(route: Route) -> None:
        found = re.search(rb'name="client_id"\r\n\r\n([^\r]+)', route.request.post_data_buffer or b"")
        ids.append(found[1].decode() if found else "none")
        if len(ids) == 1:
            route.abort()
        else:
            route.continue_()

    visitor.page.route("**/photos", lose)
    pick(visitor, photo_file)
    visitor.at.get_by_role("button", name="Envoyer la photo").click()
    expect(visitor.sheet).to_contain_text("La photo n’est pas partie")

    visitor.sheet.get_by_role("button", name="Réessayer").click()

    expect(visitor.log.get_by_role("img", name="Photo envoyée")).to_have_count(1)
    assert len(ids) == 2
    assert len(set(ids)) == 1
