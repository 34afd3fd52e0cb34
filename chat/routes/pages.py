"""The pages and files that a browser loads: the widget, the app's page, the demo."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from chat import problems
from chat.access import InHouse
from chat.edge import PAGE_POLICY
from support.settings import ROOT

router = APIRouter(include_in_schema=False)
WIDGET = ROOT / "widget" / "dist"
DEMO = ROOT / "widget" / "demo"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".map": "application/json",
}


@router.get("/")
async def demo_page(house: InHouse) -> Response:
    """The demo's help centre."""
    if not house.settings.demo_pages:
        raise problems.not_found()
    return _file(DEMO, "index.html")


@router.get("/app")
async def app_page() -> Response:
    """The page that the app shows in its web view."""
    return _file(DEMO, "app.html")


@router.get("/widget/{name:path}")
async def widget_file(name: str) -> Response:
    """The widget's files, for any page to load."""
    return _file(
        WIDGET, name, {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    )


@router.get("/demo/{name:path}")
async def demo_file(name: str) -> Response:
    """What the pages load besides."""
    return _file(DEMO, name)


def _file(folder: Path, name: str, headers: dict[str, str] | None = None) -> Response:
    path = (folder / name).resolve()
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise problems.not_found()
    protection = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
    return FileResponse(path, media_type=kind, headers={**protection, **(headers or {})})
