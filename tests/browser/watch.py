"""Every page of every journey is watched.

What counts: an error on the console (a breach of the Content-Security-Policy is one), an exception in a script, a
request to another host, something that the page needs and that is missing, a failure of the server.
"""

from urllib.parse import urlsplit


def watch(context, server, faults):
    host = urlsplit(server).netloc

    def on_console(message):
        # that something is missing is seen in its response; for a page it may be intended
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(("console", message.text))

    def on_request(request):
        if urlsplit(request.url).netloc not in (host, ""):
            faults.append(("elsewhere", request.url))

    def on_response(response):
        if response.status >= (500 if response.request.is_navigation_request() else 400):
            faults.append((response.status, response.url))

    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(("script", str(error.error))))
    context.on("request", on_request)
    context.on("response", on_response)
