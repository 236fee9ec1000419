"""{"action": "post", "wall": "$", "post": {"text": ...}}: writes on a wall. Its name is the action's place in the queue."""
import json

import instance
from refused import Refused

MOST_BYTES = 100 * 1024


def perform(action, turn):
    wall, post = action.get("wall"), action.get("post")
    if not isinstance(wall, str) or not wall:
        raise Refused("action", "wall must be the name of a wall")
    if not isinstance(post, dict) or not isinstance(post.get("text"), str):
        raise Refused("action", "post must be an object with a text")
    text = json.dumps(post, ensure_ascii=False)
    if len(text.encode()) > MOST_BYTES:
        raise Refused("action", f"a post has at most {MOST_BYTES} bytes")
    database = instance.dynamodb()
    database.put_item(TableName=instance.table("catalogue"), Item={"kind": "wall", "name": wall})
    posted = {"wall": wall, "post": turn.sequence}
    by = {name: turn.record[name] for name in ("task_id", "parent_id") if name in turn.record}
    database.put_item(TableName=instance.table("posts"),
                      Item={**posted, **by, "text": post["text"], "content": text, "queue_id": turn.queue_id})
    return {"text": post["text"], **posted}
