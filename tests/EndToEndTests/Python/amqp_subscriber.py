"""A subscriber that knows nothing of the platform but its exchanges: events are plain JSON.

usage: amqp_subscriber.py BROKER bind EXCHANGE PATTERN QUEUE
       amqp_subscriber.py BROKER read QUEUE COUNT SECONDS
`read` prints one JSON object a line for each of COUNT messages, then for whatever else comes within a second.
"""
import json
import sys
import time

import pika

broker, command, *rest = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(broker))
channel = connection.channel()

if command == "bind":
    exchange, pattern, queue = rest
    # Passive: the platform makes its exchanges, a subscriber only finds them.
    channel.exchange_declare(exchange, exchange_type="topic", durable=True, passive=True)
    channel.queue_declare(queue, durable=True)
    channel.queue_bind(queue, exchange, routing_key=pattern)
else:
    queue, count, seconds = rest[0], int(rest[1]), float(rest[2])
    end = time.time() + seconds
    seen = 0
    while time.time() < end:
        method, properties, body = channel.basic_get(queue, auto_ack=True)
        if method is None:
            time.sleep(0.1)
            continue
        seen += 1
        print(json.dumps({
            "exchange": method.exchange,
            "routing_key": method.routing_key,
            "content_type": properties.content_type,
            "headers": {k: v for k, v in (properties.headers or {}).items() if isinstance(v, (str, int))},
            "body": json.loads(body),
        }))
        if seen == count:
            # Nothing more is expected: what still comes is one too many.
            end = min(end, time.time() + 1)

connection.close()
