"""As much of a Redis as the page cache asks for: GET, SET with a time, and what a client says when it comes."""

import socketserver
import threading
from contextlib import contextmanager


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            words = [self._word() for _ in range(int(line[1:]))]
            self.wfile.write(self.server.answer(*words))

    def _word(self):
        size = int(self.rfile.readline()[1:])
        return self.rfile.read(size + 2)[:-2]


class RedisServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept = {}
        self.is_out_of_memory = False
        self.seconds = set()  # how long things are kept

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.server_address[1]}/0"

    def answer(self, command, *words):
        if command == b"GET":
            found = self.kept.get(words[0])
            return b"_\r\n" if found is None else b"$%d\r\n%s\r\n" % (len(found), found)
        if command == b"SET" and self.is_out_of_memory:
            return b"-OOM command not allowed when used memory > 'maxmemory'.\r\n"
        if command == b"SET":
            self.kept[words[0]] = words[1]
            self.seconds.add(words[words.index(b"EX") + 1])
            return b"+OK\r\n"
        if command == b"HELLO":
            return b"%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n"
        return b"+OK\r\n"


@contextmanager
def redis_server():
    with RedisServer() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()
