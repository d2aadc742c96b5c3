from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SignInConfig(AppConfig):
    name = "desk.sign_in"

    def ready(self):
        from . import second_factor

        user_logged_in.connect(second_factor.note_whether_due, dispatch_uid="second factor")
