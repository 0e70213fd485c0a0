"""What the server puts around Streamlit: a German shell, strict headers, the way to the first page."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

HERE = Path(__file__).parent
NOSCRIPT = (
    "<noscript><p>KIM-Monitor braucht einen Browser, in dem JavaScript eingeschaltet ist.</p></noscript>"
)
CONDITIONAL = (b"accept-encoding", b"if-none-match", b"if-modified-since")


def page_shell() -> str:
    """Streamlit's only HTML file in German, with our style sheet and the script that mends the rest."""
    html = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    html = html.replace('<html lang="en">', '<html lang="de">').replace(">Streamlit<", ">KIM-Monitor<")
    html = re.sub(r"<noscript>.*</noscript>", NOSCRIPT, html, flags=re.DOTALL)
    html = re.sub(r"<!--(?! initialize).*?-->|<link rel=\"service-desc\"[^>]*>", "", html, flags=re.DOTALL)
    style = (HERE / "style.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    return html.replace("</head>", f"<style>{style}</style><script>{script}</script></head>").strip()


def security_headers(html: str) -> dict[str, str]:
    """Headers for every answer; scripts run only from our own files and from those inside `html`."""
    inline = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in inline)
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "cross-origin-opener-policy": "same-origin",
    }


class Shell:
    """ASGI middleware: answers documents with the German shell and gives every answer its headers."""

    def __init__(self, app: ASGIApp, first_page: str) -> None:
        self.app, self.first_page = app, first_page
        html = page_shell()
        self.body = html.encode()
        self.headers = [(k.encode(), v.encode()) for k, v in security_headers(html).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == self.first_page:
            await self._redirect_to_root(scope, send)
        elif _wants_document(scope):
            await self.app(_unconditional(scope), receive, self._with_shell(send, scope["method"]))
        else:
            await self.app(scope, receive, self._with_headers(send))

    async def _redirect_to_root(self, scope: Scope, send: Send) -> None:
        """The first page lives at "/"; Streamlit does not know it under its own name."""
        query = scope["query_string"]
        location = (b"/?" + query) if query else b"/"
        headers = [(b"location", location), (b"content-length", b"0"), *self.headers]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _with_headers(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        return answer

    def _with_shell(self, send: Send, method: str) -> Send:
        """Put our document in the place of Streamlit's: the deep links come compressed, "/" does not."""
        is_page = False

        async def answer(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = _is_html(message)
                message["headers"] = [*self._document_headers(message, is_page), *self.headers]
            elif is_page:
                if message.get("more_body"):
                    return
                message = {**message, "body": b"" if method == "HEAD" else self.body, "more_body": False}
            await send(message)

        return answer

    def _document_headers(self, message: Message, is_page: bool) -> list[tuple[bytes, bytes]]:
        if not is_page:
            return list(message["headers"])
        replaced = (b"content-length", b"content-type", b"etag", b"last-modified", b"content-encoding")
        kept = [(name, value) for name, value in message["headers"] if name.lower() not in replaced]
        length = str(len(self.body)).encode()
        return [*kept, (b"content-type", b"text/html; charset=utf-8"), (b"content-length", length)]


def _wants_document(scope: Scope) -> bool:
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    internal = scope["path"].startswith(("/_stcore/", "/media/", "/static/", "/component/"))
    return scope["method"] in ("GET", "HEAD") and not internal and (b"text/html" in accepts or not accepts)


def _unconditional(scope: Scope) -> Scope:
    """The request without compression and without questions about an older copy."""
    return {**scope, "headers": [(n, v) for n, v in scope["headers"] if n not in CONDITIONAL]}


def _is_html(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return message["status"] == 200 and bool(kinds) and kinds[0].startswith(b"text/html")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
