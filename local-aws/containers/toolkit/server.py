"""The `serve` command: /ping, /execution-parameters and /invocations over HTTP/1.1 on 127.0.0.1."""
import json
import os
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from toolkit import job, log

LIMIT = 20 * 1024**2


def content_limit():
    """Largest request body in bytes: MAX_CONTENT_LENGTH, 6 MB by default, never over 20 MB."""
    return min(int(os.environ.get("MAX_CONTENT_LENGTH", 6 * 1024**2)), LIMIT)


class Answer(Exception):
    """An answer other than 200."""

    def __init__(self, status, text=""):
        super().__init__(text)
        self.status, self.text = status, text


def _application():
    """(content type, accept) + body → (body, content type): the model server of the image or the user's functions."""
    if os.environ.get("SAGEMAKER_PROGRAM"):
        from toolkit import handlers

        return handlers.load()
    from sagemaker_xgboost import serve

    return serve.load(job.MODEL)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet an answer
    application = None

    def log_message(self, *_):
        pass

    def _send(self, status, body=b"", content_type=None):
        if isinstance(body, str):
            body = body.encode("utf-8")
        self.send_response_only(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def do_GET(self):
        if self.path == "/ping":
            self._send(200)
        elif self.path == "/execution-parameters":
            parameters = {
                "MaxConcurrentTransforms": os.cpu_count() or 1,
                "BatchStrategy": "MULTI_RECORD",
                "MaxPayloadInMB": content_limit() // 1024**2,
            }
            self._send(200, json.dumps(parameters), "application/json")
        else:
            self._send(404)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        if self.path != "/invocations":
            self.rfile.read(length)
            return self._send(404)
        if length > content_limit():
            while length > 0:  # a client that is still sending would not see the answer
                length -= len(self.rfile.read(min(length, 1024**2))) or length
            return self._send(413, "The data value transmitted exceeds the capacity limit.", "text/html; charset=utf-8")
        body = self.rfile.read(length)
        try:
            self._send(200, *self.application(body, self.headers.get("Content-Type"), self.headers.get("Accept")))
        except Answer as answer:
            if answer.text:
                log.error(answer.text)
            self._send(answer.status, answer.text, "text/html; charset=utf-8" if answer.text else None)
        except Exception as error:  # the one boundary: the caller gets 500 and the text, the log the traceback
            log.error(traceback.format_exc())
            self._send(500, str(error), "text/html; charset=utf-8")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def main():
    try:
        Handler.application = staticmethod(_application())
    except Exception:  # as gunicorn's worker: say why and leave, so that /ping never answers
        log.error(traceback.format_exc())
        sys.exit(1)
    server = Server(("127.0.0.1", int(os.environ.get("SAGEMAKER_BIND_TO_PORT", 8080))), Handler)
    # The port may have been left to the system; whoever started the process reads it here.
    with open(os.path.join(job.SCRATCH, "port.new"), "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(os.path.join(job.SCRATCH, "port.new"), os.path.join(job.SCRATCH, "port"))
    log.info("Model loaded successfully for worker : %d" % os.getpid())
    server.serve_forever()
