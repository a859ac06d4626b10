"""Fairway beside a bare matrix-sdk echo bot, in one run against one homeserver: memory, start, and CPU per reply.

Usage: .venv/bin/python scripts/bench_matrix.py FAIRWAY ECHO    (two release binaries)

Prints one JSON object. Both bots answer the same messages of the same client in encrypted direct chats; the order of the
two is swapped from round to round, so that a machine that slows down slows both.
"""

import asyncio
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "peers"))
from nio_peer import Peer  # noqa: E402

SECRET = "bench-registration"
ROUNDS, REPLIES = 6, 40
TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def synapse(folder, port):
    lifted = "{per_second: 1000, burst_count: 1000}"
    config = f"""
server_name: localhost
pid_file: {folder}/pid
signing_key_path: {folder}/signing.key
media_store_path: {folder}/media
report_stats: false
listeners: [{{port: {port}, type: http, bind_addresses: ["127.0.0.1"], resources: [{{names: [client]}}]}}]
database: {{name: sqlite3, args: {{database: {folder}/homeserver.db}}}}
registration_shared_secret: {SECRET}
bcrypt_rounds: 4
trusted_key_servers: []
presence: {{enabled: false}}
rc_message: {lifted}
rc_login: {{address: {lifted}, account: {lifted}, failed_attempts: {lifted}}}
rc_joins: {{local: {lifted}, remote: {lifted}}}
rc_invites: {{per_room: {lifted}, per_user: {lifted}, per_issuer: {lifted}}}
"""
    path = pathlib.Path(folder, "homeserver.yaml")
    path.write_text(config)
    command = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(path)]
    subprocess.run([*command, "--generate-keys"], check=True, capture_output=True)
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def register(port, name):
    tool = pathlib.Path(sys.executable).with_name("register_new_matrix_user")
    subprocess.run([tool, "-u", name, "-p", name, "--no-admin", "-k", SECRET, f"http://127.0.0.1:{port}"], check=True, capture_output=True)


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def rss_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


class Fairway:
    def __init__(self, binary, folder, port):
        self.port = free_port()
        self.env = dict(os.environ, FAIRWAY__STORE__DATA_DIR=f"{folder}/fairway", FAIRWAY__MATRIX__ENABLED="true",
                        FAIRWAY__MATRIX__HOMESERVER=f"http://127.0.0.1:{port}", FAIRWAY__MATRIX__USER="@fairway:localhost",
                        FAIRWAY__MATRIX__PASSWORD="fairway", FAIRWAY__HTTP__LISTEN=f"127.0.0.1:{self.port}",
                        FAIRWAY__LIMITS__PER_PERSON_IN_10_S="100000", FAIRWAY__LIMITS__PER_PERSON_IN_1_H="100000",
                        FAIRWAY__LIMITS__PER_ROOM_IN_60_S="100000", FAIRWAY__LIMITS__PER_ROOM_IN_10_MIN="100000")
        self.binary = binary

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen([self.binary, "run"], cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2)
                return time.monotonic() - began
            except OSError:
                time.sleep(0.01)


class Echo:
    def __init__(self, binary, folder, port):
        self.command = [binary, f"http://127.0.0.1:{port}", "echo", "echo", f"{folder}/echo"]

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.process.stdout.readline()
        return time.monotonic() - began


async def person(port, folder):
    anna = Peer(folder, f"http://127.0.0.1:{port}")
    await anna.login("@anna:localhost", "anna")
    return anna


async def room_with(anna, bot):
    room = (await anna.create_room(invite=[bot], direct=True))["room"]
    await anna.wait_for_member(room, bot)
    return room


async def one_reply(anna, room, bot, text):
    """From the moment the message is with the server until the reply is decrypted, in ms."""

    def replies():
        return [event for event in anna.events.get(room, []) if event["sender"] == bot and event["type"] == "m.room.message"]

    before = len(replies())
    await anna.send(room, {"msgtype": "m.text", "body": text})
    began = time.monotonic()
    await anna.wait(room, bot, since=before, timeout_s=30)
    return (time.monotonic() - began) * 1000


async def measure(anna, bot, room, user):
    before, waits = cpu_s(bot.process.pid), []
    for number in range(REPLIES):
        waits.append(await one_reply(anna, room, user, f"can I upload controlled code to GitHub? ({number})"))
    return (cpu_s(bot.process.pid) - before) / REPLIES * 1000, waits


async def main():
    fairway_binary, echo_binary = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = synapse(folder, port)
        bots = {}
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_matrix/client/versions", timeout=2)
                    break
                except OSError:
                    time.sleep(0.1)
            for name in ("anna", "fairway", "echo"):
                register(port, name)
            bots = {"fairway": Fairway(fairway_binary, folder, port), "echo": Echo(echo_binary, folder, port)}
            for bot in bots.values():
                bot.start()
            pathlib.Path(folder, "anna").mkdir()
            anna = await person(port, f"{folder}/anna")
            rooms = {name: await room_with(anna, f"@{name}:localhost") for name in bots}
            for name in bots:
                await one_reply(anna, rooms[name], f"@{name}:localhost", "warm up")
            cpu, wait = {"fairway": [], "echo": []}, {"fairway": [], "echo": []}
            for round_ in range(ROUNDS):
                for name in (("fairway", "echo") if round_ % 2 else ("echo", "fairway")):
                    ms, waits = await measure(anna, bots[name], rooms[name], f"@{name}:localhost")
                    cpu[name].append(ms)
                    wait[name].extend(waits)
            await anna.stop()
            bots["fairway"].process.terminate()
            bots["fairway"].process.wait()
            warm = [restart(bots["fairway"]) for _ in range(5)]
            time.sleep(30)
            result = {
                "cpu_ms_per_reply": {name: round(statistics.mean(values), 2) for name, values in cpu.items()},
                "cpu_ratio": round(statistics.mean(cpu["fairway"]) / statistics.mean(cpu["echo"]), 2),
                "cpu_ms_by_round": {name: [round(value, 1) for value in values] for name, values in cpu.items()},
                "reply_ms_p50": {name: round(statistics.median(values)) for name, values in wait.items()},
                "ready_warm_s": [round(value, 2) for value in warm],
                "idle_rss_mb": {name: round(rss_mb(bot.process.pid), 1) for name, bot in bots.items()},
            }
            print(json.dumps(result, indent=1))
        finally:
            for bot in bots.values():
                if getattr(bot, "process", None):
                    bot.process.kill()
            server.kill()


def restart(bot):
    if bot.process.poll() is None:
        bot.process.terminate()
        bot.process.wait()
    return bot.start()


asyncio.run(main())
