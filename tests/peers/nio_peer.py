"""A person's Matrix client for the tests: matrix-nio, driven by JSON lines on stdin, answering by JSON lines on stdout.

It shares no code with the connector, so that what the two exchange is what any client would. Each request is
{"id": n, "do": name, ...}; each answer {"id": n, "ok": value} or {"id": n, "error": text}. Keys lie in the folder that
the first argument names; the homeserver's address is the second.
"""

import asyncio
import base64
import io
import json
import sys
import time

import nio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nio import AsyncClient, AsyncClientConfig
from nio.crypto.attachments import decrypt_attachment
from nio.responses import ShareGroupSessionResponse


def unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


class Client(AsyncClient):
    """Can hold back room keys, as a lossy network does."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.withholding = False
        self.withheld = []

    async def _send(self, response_class, method, path, data=None, response_data=None, *args, **kwargs):
        if self.withholding and response_class is ShareGroupSessionResponse:
            self.withheld.append((method, path, data))
            room_id, shared_with = response_data
            return ShareGroupSessionResponse(room_id, shared_with)
        return await super()._send(response_class, method, path, data, response_data, *args, **kwargs)


class Peer:
    def __init__(self, store, homeserver):
        self.store = store
        self.homeserver = homeserver
        self.client = None
        self.events = {}
        self.news = asyncio.Condition()
        self.sync_task = None

    # -- the account

    async def login(self, user, password, device_id=""):
        config = AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True, request_timeout=30)
        self.client = Client(self.homeserver, user, device_id, store_path=self.store, config=config)
        self.client.add_event_callback(self.heard, nio.Event)
        self.password = password
        answer = await self.client.login(password, device_name="test peer")
        if not isinstance(answer, nio.LoginResponse):
            raise RuntimeError(f"login failed: {answer}")
        await self.start()
        return {"user_id": self.client.user_id, "device_id": self.client.device_id, "token": self.client.access_token}

    async def start(self):
        await self.client.sync(timeout=0, full_state=True)
        self.sync_task = asyncio.create_task(self.keep_syncing())
        return {}

    async def keep_syncing(self):
        while True:
            try:
                await self.client.sync_forever(timeout=10_000, loop_sleep_time=0)
            except asyncio.CancelledError:
                raise
            except Exception:  # the server is away: come back
                await asyncio.sleep(0.5)

    async def stop(self):
        if self.sync_task:
            self.sync_task.cancel()
        await self.client.close()
        return {}

    async def heard(self, room, event):
        source = event.source
        entry = {
            "event_id": event.event_id,
            "sender": event.sender,
            "type": source.get("type"),
            "content": source.get("content"),
            "decrypted": bool(getattr(event, "decrypted", False)),
            "at": time.time(),
        }
        if "redacts" in source:
            entry["redacts"] = source["redacts"]
        async with self.news:
            self.events.setdefault(room.room_id, []).append(entry)
            self.news.notify_all()

    async def cross_sign(self):
        """What people do once in their client: the account gets keys of its own, and confirms this device with them."""
        me, device = self.client.user_id, self.client.device_id
        keys = {usage: Ed25519PrivateKey.generate() for usage in ("master", "self_signing", "user_signing")}
        public = {usage: unpadded(key.public_key().public_bytes_raw()) for usage, key in keys.items()}

        def signed(thing, by):
            plain = {name: value for name, value in thing.items() if name not in ("signatures", "unsigned")}
            canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            return {**plain, "signatures": {me: {f"ed25519:{public[by]}": unpadded(keys[by].sign(canonical))}}}

        def key_of(usage):
            key = {"user_id": me, "usage": [usage], "keys": {f"ed25519:{public[usage]}": public[usage]}}
            return key if usage == "master" else signed(key, "master")

        body = {f"{usage}_key": key_of(usage) for usage in keys}
        path = "/_matrix/client/v3/keys"
        answer = await self.call("POST", f"{path}/device_signing/upload", body)
        if "session" in answer:
            who = {"type": "m.id.user", "user": me}
            body["auth"] = {
                "type": "m.login.password", "session": answer["session"], "identifier": who, "password": self.password,
            }
            answer = await self.call("POST", f"{path}/device_signing/upload", body)
        confirmed = signed(await self.device_keys(me, device), "self_signing")
        uploaded = await self.call("POST", f"{path}/signatures/upload", {me: {device: confirmed}})
        if answer or uploaded.get("failures"):
            raise RuntimeError(f"not signed: {answer} {uploaded}")
        return {}

    async def device_keys(self, user, device):
        """They are uploaded with the first sync; a homeserver under load may not have them yet."""
        for _ in range(300):
            found = await self.call("POST", "/_matrix/client/v3/keys/query", {"device_keys": {user: [device]}})
            if keys := found["device_keys"].get(user, {}).get(device):
                return keys
            await asyncio.sleep(0.1)
        raise RuntimeError("the homeserver does not know this device's keys")

    # -- rooms

    async def create_room(self, invite=(), encrypted=True, direct=False, name=None):
        state = []
        if encrypted:
            content = {"algorithm": "m.megolm.v1.aes-sha2"}
            state.append({"type": "m.room.encryption", "state_key": "", "content": content})
        answer = await self.client.room_create(
            invite=list(invite), is_direct=direct, initial_state=state, name=name,
            preset=nio.RoomPreset.trusted_private_chat if direct else nio.RoomPreset.private_chat,
        )
        if not isinstance(answer, nio.RoomCreateResponse):
            raise RuntimeError(f"room not created: {answer}")
        await self.until(lambda: answer.room_id in self.client.rooms, 20)
        return {"room": answer.room_id}

    async def invite(self, room, user):
        return self.checked(await self.client.room_invite(room, user))

    async def join(self, room):
        answer = self.checked(await self.client.join(room))
        await self.until(lambda: room in self.client.rooms, 20)
        return answer

    async def wait_for_invite(self, sender, timeout_s=30):
        """Waits until the sender invites into a room."""

        def found():
            return [room for room in self.client.invited_rooms.values() if room.inviter == sender]

        await self.until(found, timeout_s)
        return {"room": found()[0].room_id}

    async def refuse_invites(self, on):
        """While on, the server refuses everybody who invites this person."""
        path = nio.Api._build_path(["user", self.client.user_id, "account_data", "m.invite_permission_config"])
        return await self.call("PUT", path, {"default_action": "block" if on else "allow"})

    async def rooms_with(self, user):
        """How many rooms are shared with the user, or would be: those that they invite into, as well."""
        joined = sum(user in room.users for room in self.client.rooms.values())
        return joined + sum(room.inviter == user for room in self.client.invited_rooms.values())

    async def state(self, room, type, key=""):
        return await self.call("GET", nio.Api._build_path(["rooms", room, "state", type, key]))

    async def leave(self, room):
        return self.checked(await self.client.room_leave(room))

    async def kick(self, room, user):
        return self.checked(await self.client.room_kick(room, user))

    async def wait_for_member(self, room, user, timeout_s=30):
        """Waits until the user has joined, and knows the devices to encrypt for."""

        async def there():
            answer = await self.client.joined_members(room)
            return isinstance(answer, nio.JoinedMembersResponse) and user in {m.user_id for m in answer.members}

        end = time.monotonic() + timeout_s
        while not await there():
            if time.monotonic() > end:
                raise TimeoutError(f"{user} did not join")
            await asyncio.sleep(0.1)
        await self.until(lambda: room in self.client.rooms and user in self.client.rooms[room].users, timeout_s)
        if self.client.should_query_keys:
            await self.client.keys_query()
        return {}

    # -- words

    async def send(self, room, content, type="m.room.message", txn=None):
        answer = await self.client.room_send(room, type, content, tx_id=txn, ignore_unverified_devices=True)
        if not isinstance(answer, nio.RoomSendResponse):
            raise RuntimeError(f"not sent: {answer}")
        return {"event_id": answer.event_id}

    async def send_raw(self, room, content, type, txn):
        """As it is, whatever the room: for replayed ciphertexts."""
        return await self.call("PUT", nio.Api._build_path(["rooms", room, "send", type, txn]), content)

    async def redact(self, room, event_id):
        return self.checked(await self.client.room_redact(room, event_id))

    async def raw_event(self, room, event_id):
        """The event as it lies on the server."""
        return await self.call("GET", nio.Api._build_path(["rooms", room, "event", event_id]))

    async def attach(self, room, name, text, caption=None, thread=None):
        """Sends a file, encrypted, as clients do."""
        data = text.encode()
        uploaded, keys = await self.client.upload(
            io.BytesIO(data), content_type="application/octet-stream", filename=name, encrypt=True, filesize=len(data)
        )
        if not isinstance(uploaded, nio.UploadResponse):
            raise RuntimeError(f"not uploaded: {uploaded}")
        relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True, "m.in_reply_to": {"event_id": thread}}
        return await self.send(room, {
            "msgtype": "m.file", "body": caption or name, "filename": name, "info": {"size": len(data)},
            "file": {**keys, "url": uploaded.content_uri},
            **({"m.relates_to": relation} if thread else {}),
        })

    async def file(self, content):
        """What is in the file that an `m.file` names, decrypted where it is encrypted."""
        keys = content.get("file")
        server, name = (keys or content)["url"].removeprefix("mxc://").split("/")
        path = f"/_matrix/client/v1/media/download/{server}/{name}"
        response = await self.client.send("GET", path, None, self.headers())
        body = await response.read()
        if response.status != 200:
            raise RuntimeError(f"not downloaded: {response.status} {body}")
        if keys:
            body = decrypt_attachment(body, keys["key"]["k"], keys["hashes"]["sha256"], keys["iv"])
        return {"text": body.decode(), "type": response.headers.get("Content-Type")}

    async def withhold_keys(self, on):
        """Room keys are kept back while on, and sent when switched off."""
        self.client.withholding = on
        if on:
            return {}
        held, self.client.withheld = self.client.withheld, []
        for method, path, data in held:
            response = await self.client.send(method, path, data, {"Content-Type": "application/json"})
            answer = await response.text()
            if response.status != 200:
                raise RuntimeError(f"keys not released: {response.status} {answer}")
        return {"released": len(held)}

    # -- what was heard

    async def heard_in(self, room, since=0):
        return self.events.get(room, [])[since:]

    async def standing(self, room, sender):
        """What stands of the sender's messages, as a client shows them: edited, and without what was taken back."""
        events = self.events.get(room, [])
        gone = {event["redacts"] for event in events if "redacts" in event}
        standing = {}
        for event in events:
            content = event["content"]
            of_sender = event["sender"] == sender and event["type"] == "m.room.message"
            if not of_sender or not content or event["event_id"] in gone:
                continue
            relation = content.get("m.relates_to", {})
            if relation.get("rel_type") != "m.replace":
                standing[event["event_id"]] = dict(event)
            elif edited := standing.get(relation["event_id"]):
                kept = {"m.relates_to": edited["content"].get("m.relates_to", {})}
                edited["content"] = {**content["m.new_content"], **kept}
        return list(standing.values())

    async def wait(self, room, sender, count=1, since=0, type="m.room.message", timeout_s=30):
        """Waits for `count` events of one sender and type in a room, after the first `since` of them."""

        def found():
            events = self.events.get(room, [])
            return [event for event in events if event["sender"] == sender and event["type"] == type][since:]

        end = time.monotonic() + timeout_s
        async with self.news:
            while len(found()) < count:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"{len(found())} of {count} events came")
                try:
                    await asyncio.wait_for(self.news.wait(), left)
                except asyncio.TimeoutError:
                    pass
        return found()

    # -- helpers

    def headers(self):
        return {"Authorization": f"Bearer {self.client.access_token}", "Content-Type": "application/json"}

    async def call(self, method, path, body=None):
        response = await self.client.send(method, path, None if body is None else json.dumps(body), self.headers())
        return await response.json()

    async def until(self, condition, timeout_s):
        end = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("waited in vain")
            await asyncio.sleep(0.05)

    @staticmethod
    def checked(answer):
        if isinstance(answer, nio.ErrorResponse):
            raise RuntimeError(str(answer))
        return {"event_id": getattr(answer, "event_id", None)}


async def main():
    peer = Peer(sys.argv[1], sys.argv[2])
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)

    async def answer(request):
        number, name = request.pop("id"), request.pop("do")
        try:
            result = {"id": number, "ok": await getattr(peer, name)(**request)}
        except Exception as error:
            result = {"id": number, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(result), flush=True)

    # Side by side, so that one waits while another speaks.
    tasks = set()
    while line := await reader.readline():
        task = asyncio.create_task(answer(json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    if peer.sync_task:
        peer.sync_task.cancel()
    if peer.client:
        await peer.client.close()


if __name__ == "__main__":
    asyncio.run(main())
