"""A message that stays ours while we work on it, and is soon somebody else's when we are gone."""
import threading

import instance

LEASE_S, RENEWAL_S = 30, 10


class Lease:
    """Instead of the queue's visibility timeout, which has to be as long as the longest work, a short one that is
    renewed."""

    def __init__(self, queue, receipt):
        self._where = {"QueueUrl": queue, "ReceiptHandle": receipt}
        self._sqs = instance.sqs()  # clients are not made in two threads at once
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _renew(self):
        while True:
            try:
                self._sqs.change_message_visibility(**self._where, VisibilityTimeout=LEASE_S)
            except Exception as problem:  # the work goes on; at worst it is done twice, and recorded as retried
                print(f"the lease was not renewed: {problem}")
            if self._ended.wait(RENEWAL_S):
                return
