from conditions.texts import language_of


class FallbackLanguages:
    """{field: code of the language that its text falls back to, "" where it is in the reader's own}."""

    def __init__(self, obj):
        self.obj = obj

    def __getitem__(self, field):
        return language_of(self.obj, field)
