"""Another host that embeds the chat in one line, under the strictest policy that still lets it be loaded."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un site</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Un site</h1><p>Une page qui existait avant le chat.</p></main>
<script type="module" src="{chat}/widget/bump-chat.js"{attributes}></script></body></html>"""
PAGES = {"/": "", "/dark": ' data-theme="dark"'}
# What the policy forbids, one of each kind that a widget is likely to do.
FORBIDDEN = {
    "/inline-style": '<p style="color: red">Un style dans la page.</p>',
    "/inline-script": "<script>window.ran = true</script>",
    "/foreign-script": '<script src="https://ailleurs.example/suivi.js"></script>',
    "/data-image": '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
}
POLICY = "default-src 'none'; script-src {chat}; connect-src {chat}; img-src {chat}; require-trusted-types-for 'script'"


@contextmanager
def embedding_site(port: int, chat_url: str) -> Iterator[str]:
    """Serve the pages on this port; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in PAGES | FORBIDDEN else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(chat=chat_url))
            self.end_headers()
            if self.path in PAGES:
                self.wfile.write(PAGE.format(chat=chat_url, attributes=PAGES[self.path]).encode())
            elif self.path in FORBIDDEN:
                self.wfile.write(f"<!doctype html><title>Un site</title>{FORBIDDEN[self.path]}".encode())

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
