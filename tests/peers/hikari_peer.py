"""A bot made with hikari, against the stand-in for Discord: it does what the events ask for and prints one line of JSON
per step. Arguments: the stand-in's address and the bot's token."""

import json
import os
import sys
import threading
import traceback

import hikari

address, token = sys.argv[1:]
bot = hikari.GatewayBot(
    token,
    rest_url=f"http://{address}/api/v10",
    intents=hikari.Intents.ALL_UNPRIVILEGED,
    banner=None,
    logs="ERROR",
)


def say(step, **more):
    print(json.dumps({"step": step, **more}), flush=True)


def step(handler):
    """What goes wrong is a line of its own."""

    async def handled(event):
        try:
            await handler(event)
        except Exception:
            say("error", error=traceback.format_exc())

    handled.__annotations__ = handler.__annotations__
    return bot.listen()(handled)


@step
async def started(event: hikari.GuildAvailableEvent):
    me = bot.get_me()
    text = hikari.CommandOption(
        type=hikari.OptionType.STRING, name="text", description="What to say", is_required=True, autocomplete=True
    )
    echo = bot.rest.slash_command_builder("echo", "Says it again").add_option(text)
    count = bot.rest.context_menu_command_builder(hikari.CommandType.MESSAGE, "Count letters")
    await bot.rest.set_application_commands(me.id, [echo, count])
    say("registered", guild=event.guild.name, channels=len(event.channels))


@step
async def interact(event: hikari.InteractionCreateEvent):
    it = event.interaction
    if isinstance(it, hikari.AutocompleteInteraction):
        typed = it.options[0].value
        await it.create_response([hikari.impl.AutocompleteChoiceBuilder(f"{typed}!", f"{typed}!")])
        say("autocomplete")
    elif isinstance(it, hikari.CommandInteraction) and it.command_type is hikari.CommandType.MESSAGE:
        target = next(iter(it.resolved.messages.values()))
        flags = hikari.MessageFlag.EPHEMERAL
        await it.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, str(len(target.content)), flags=flags
        )
        say("menu")
    elif isinstance(it, hikari.CommandInteraction):
        row = bot.rest.build_message_action_row()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "more", label="More")
        await it.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, it.options[0].value, component=row
        )
        say("command")
    elif isinstance(it, hikari.ComponentInteraction):
        row = bot.rest.build_modal_action_row()
        row.add_text_input("why", "Why?")
        await it.create_modal_response("Form", "form", component=row)
        say("button")
    elif isinstance(it, hikari.ModalInteraction):
        await it.create_initial_response(
            hikari.ResponseType.DEFERRED_MESSAGE_CREATE, flags=hikari.MessageFlag.EPHEMERAL
        )
        await it.edit_initial_response(it.components[0].components[0].value)
        await it.execute("and more")
        say("modal")


@step
async def heard_in_guild(event: hikari.GuildMessageCreateEvent):
    if event.is_human:
        thread = await bot.rest.create_message_thread(event.channel_id, event.message, "answers")
        await thread.send("in the thread")
        say("thread", content=event.content or "")


@step
async def heard(event: hikari.DMMessageCreateEvent):
    if not event.is_human:
        return
    message = event.message
    channel = await bot.rest.fetch_channel(event.channel_id)
    if message.content == "history":
        messages = await channel.fetch_history(after=message.message_reference.id)
        say("history", contents=[it.content for it in messages])
    elif message.content == "work":
        draft = await message.respond("draft", reply=True)
        await draft.edit("finished")
        mistake = await channel.send("mistake")
        await mistake.delete()
        await message.add_reaction("👍")
        await channel.trigger_typing()
        say("work")
    else:
        await channel.send(f"heard {message.content}")
        say("direct", content=message.content)


@step
async def changed(event: hikari.DMMessageUpdateEvent):
    if not event.author.is_bot:
        say("changed", content=event.message.content)


@step
async def deleted(event: hikari.DMMessageDeleteEvent):
    if event.old_message is None or not event.old_message.author.is_bot:
        say("deleted")


@step
async def reacted(event: hikari.ReactionAddEvent):
    if event.user_id != bot.get_me().id:
        say("reaction", emoji=str(event.emoji_name))


@step
async def resumed(event: hikari.ShardResumedEvent):
    say("resumed")


# The bot ends with the one who started it.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
bot.run(check_for_updates=False)
