// A bot made with discord.js, against the stand-in for Discord: it does what the events ask for and prints one line of
// JSON per step. Arguments: the folder that holds node_modules, the stand-in's address, the bot's token.
import { createRequire } from "node:module";

const [folder, address, token] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, MessageFlags, ModalBuilder,
    Partials, TextInputBuilder, TextInputStyle } = require("discord.js");

const say = (step, more = {}) => console.log(JSON.stringify({ step, ...more }));

const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMessageReactions,
        GatewayIntentBits.DirectMessages, GatewayIntentBits.DirectMessageReactions],
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    rest: { api: `http://${address}/api` },
});

const option = { type: 3, name: "text", description: "What to say", required: true, autocomplete: true };
const commands = [
    { name: "echo", description: "Says it again", options: [option] },
    { name: "Count letters", type: 3 },
];

client.once(Events.ClientReady, async () => {
    await client.application.commands.set(commands);
    const guild = client.guilds.cache.first();
    say("registered", { guild: guild?.name, channels: guild?.channels.cache.size });
});

const interact = async (interaction) => {
    if (interaction.isAutocomplete()) {
        const typed = interaction.options.getFocused();
        await interaction.respond([{ name: `${typed}!`, value: `${typed}!` }]);
        say("autocomplete");
    } else if (interaction.isChatInputCommand()) {
        const button = new ButtonBuilder().setCustomId("more").setLabel("More").setStyle(ButtonStyle.Primary);
        await interaction.reply({
            content: interaction.options.getString("text"),
            components: [new ActionRowBuilder().addComponents(button)],
        });
        say("command");
    } else if (interaction.isMessageContextMenuCommand()) {
        await interaction.reply({ content: `${interaction.targetMessage.content.length}`, flags: MessageFlags.Ephemeral });
        say("menu");
    } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId("why").setLabel("Why?").setStyle(TextInputStyle.Short);
        const form = new ModalBuilder().setCustomId("form").setTitle("Form");
        await interaction.showModal(form.addComponents(new ActionRowBuilder().addComponents(input)));
        say("button");
    } else if (interaction.isModalSubmit()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply(interaction.fields.getTextInputValue("why"));
        await interaction.followUp("and more");
        say("modal");
    }
};

const hear = async (message) => {
    if (message.author.bot) return;
    if (message.guild) {
        const thread = await message.startThread({ name: "answers" });
        await thread.send("in the thread");
        say("thread", { content: message.content });
    } else if (message.content === "history") {
        const messages = await message.channel.messages.fetch({ after: message.reference.messageId });
        say("history", { contents: messages.map((it) => it.content).reverse() });
    } else if (message.content === "work") {
        const draft = await message.reply("draft");
        await draft.edit("finished");
        const mistake = await message.channel.send("mistake");
        await mistake.delete();
        await message.react("👍");
        await message.channel.sendTyping();
        say("work");
    } else {
        await message.channel.send(`heard ${message.content}`);
        say("direct", { content: message.content });
    }
};

client.on(Events.InteractionCreate, (it) => interact(it).catch((error) => say("error", { error: `${error.stack}` })));
client.on(Events.MessageCreate, (it) => hear(it).catch((error) => say("error", { error: `${error.stack}` })));
client.on(Events.MessageUpdate, (_, now) => now.guild || now.author.bot || say("changed", { content: now.content }));
client.on(Events.MessageDelete, (it) => it.author?.bot || say("deleted"));
client.on(Events.MessageReactionAdd, (it, user) => user.id === client.user.id || say("reaction", { emoji: it.emoji.name }));
client.on(Events.ShardResume, () => say("resumed"));
client.on(Events.Error, (error) => say("error", { error: `${error.stack}` }));

// The bot ends with the one who started it.
process.stdin.on("end", () => process.exit()).resume();
await client.login(token);
