"""Stands between the Chat API and the engine, and measures how long the engine takes for each request."""

import socket
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Stopwatch:
    """A TCP relay on `port` towards `target`. A span: from the first byte of a request to the last of its answer."""

    port: int
    target: int
    spans: list[list[float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def taken_ms(self) -> float:
        """How long all requests since the last call took, in milliseconds."""
        taken, self.spans = self.spans, []
        return sum(end - begin for begin, end in taken) * 1000

    def _accept(self) -> None:
        while True:
            try:
                inbound, _ = self._listener.accept()
            except OSError:
                return
            outbound = socket.create_connection(("127.0.0.1", self.target))
            for one in (inbound, outbound):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._requests, args=(inbound, outbound), daemon=True).start()
            threading.Thread(target=self._answers, args=(outbound, inbound), daemon=True).start()

    def _requests(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                now = time.perf_counter()
                # Head and body may come apart: only what follows an answer begins another request.
                if not self.spans or self.spans[-1][1] > self.spans[-1][0]:
                    self.spans.append([now, now])
                sink.sendall(data)
        except OSError:
            pass
        finally:
            sink.close()

    def _answers(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                if self.spans:
                    self.spans[-1][1] = time.perf_counter()
                sink.sendall(data)
        except OSError:
            pass
        finally:
            sink.close()
