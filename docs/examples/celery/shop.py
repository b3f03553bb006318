"""A small Celery application for trying the console: short, long and failing tasks on three queues."""
import os
import random
import time

from celery import Celery

app = Celery("shop", broker=os.environ["SHOP_BROKER"], backend=os.environ["SHOP_BROKER"])
app.conf.update(
    task_default_queue="orders",
    task_routes={"shop.send_mail": {"queue": "mail"}, "shop.render_video": {"queue": "video"}},
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
)


@app.task
def place_order(number):
    time.sleep(random.uniform(0.2, 2))
    if number % 17 == 0:
        raise ValueError(f"order {number} has no address")
    return number


@app.task
def send_mail(address):
    time.sleep(random.uniform(0.5, 3))
    return f"sent to {address}"


@app.task(acks_late=True)
def render_video(seconds):
    time.sleep(seconds)
    return f"{seconds} s rendered"


def feed():
    """Puts a little work in, for as long as the console is open."""
    number = 0
    while True:
        number += 1
        place_order.delay(number)
        send_mail.delay(f"customer{number}@shop.example")
        if number % 6 == 0:
            render_video.delay(random.randint(8, 25))
        time.sleep(1.4)


if __name__ == "__main__":
    feed()
