"""How gunicorn serves the site: ./run, and `gunicorn config.wsgi` on a public server, which finds this file."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"  # a slow reader holds a thread, not a worker
threads = 4
limit_request_line = 8190  # all filters of a list at once make 5,000 characters
graceful_timeout = 10  # seconds for running requests when it is told to stop
preload_app = True  # a mistake in the settings shows before the first request
control_socket_disable = True  # it would be made in the home directory

# What a person filters by is health data: no request is logged, and what goes wrong is logged without its query.
accesslog = None
errorlog = "-"
loglevel = "error"
logger_class = "config.server_log.LoggerWithoutQuery"
