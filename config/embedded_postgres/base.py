"""Django's PostgreSQL backend, but the server is started when it is needed."""

import os

from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError


class DatabaseClient(client.DatabaseClient):
    """psql as it comes with the server, for `manage.py dbshell`."""

    def runshell(self, parameters):
        programs = self.connection.settings_dict["EMBEDDED"].ensure().programs
        os.environ["PATH"] = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_new_connection(self, conn_params):
        server = self.settings_dict["EMBEDDED"]
        if not server.is_leased:
            server.ensure()
        try:
            return super().get_new_connection(conn_params)
        except (OperationalError, self.Database.OperationalError):
            server.ensure()  # it was running, and is no longer: killed, perhaps
            return super().get_new_connection(conn_params)
