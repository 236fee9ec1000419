"""What an action is refused or fails with, in words for whoever queued it."""


class Refused(Exception):
    """`kind` is for programs: "action", "source", "object", "task", "url", "interrupted"."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind

    def to_json(self):
        return {"kind": self.kind, "message": str(self)}
