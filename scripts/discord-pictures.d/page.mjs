// The page of one picture: `window.picture` as Discord shows it, put together from the components of others. Words come from
// the picture alone; what Discord itself adds to a message stands in this file.

import '@skyra/discord-components-core';
import { toHTML } from '@odiffey/discord-markdown';
import './page.css';

const BUTTON = 2;
const LIST = 3;
const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive', 5: 'secondary' };
/** A message that is a reply. */
const REPLY = 19;
/** The same on every picture, whenever it is drawn. */
const TIME = 'Today at 10:12';

const element = (name, attributes = {}, ...children) => {
	const it = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value === true) it.setAttribute(key, '');
		else if (value !== false && value != null) it.setAttribute(key, value);
	}
	it.append(...children.filter(Boolean));
	return it;
};

const image = (inner) =>
	`data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${inner}</svg>`)}`;

/** A flag on a green for the bot, a letter on a colour for everybody else. */
const avatar = ({ bot, username }) => {
	if (bot) {
		return image(
			'<rect width="40" height="40" fill="#2f6f4f"/><ellipse cx="20" cy="31" rx="11" ry="3" fill="#1f4d37"/>' +
				'<path d="M18 31V8" stroke="#fff" stroke-width="2"/><path d="M19 8l12 5-12 5z" fill="#f2c14e"/>'
		);
	}
	const hue = [...username].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
	return image(
		`<rect width="40" height="40" fill="hsl(${hue} 40% 45%)"/><text x="20" y="27" text-anchor="middle" fill="#fff" ` +
			`font-family="Noto Sans" font-size="20">${username[0].toUpperCase()}</text>`
	);
};

/** Names for what Discord's Markdown knows by id. */
const discordCallback = { user: ({ id }) => `@${window.picture.people[id]}` };

const markdown = (text, embed = false) => {
	const shown = element('span', { class: 'markdown' });
	shown.innerHTML = toHTML(text, { embed, discordCallback });
	return shown;
};

const control = (it) => {
	switch (it.type) {
		case BUTTON:
			return element('discord-button', { type: STYLES[it.style], disabled: it.disabled }, it.label);
		case LIST:
			return element('discord-string-select-menu', { placeholder: it.placeholder });
		default:
			throw new Error(`a component that cannot be drawn: ${JSON.stringify(it)}`);
	}
};

const rows = (components) =>
	components.map((row) => element('discord-action-row', {}, ...(row.components ?? []).map(control)));

const embed = ({ description, ...other }) => {
	const unknown = Object.keys(other).filter((key) => !['type', 'content_scan_version'].includes(key));
	if (unknown.length > 0) throw new Error(`an embed that cannot be drawn: ${unknown}`);
	const text = element('discord-embed-description', { slot: 'description' }, markdown(description, true));
	return element('discord-embed', { slot: 'embeds' }, text);
};

/** What stands above a message. */
const lead = ({ message, command, pressed_on: pressedOn }, shown) => {
	if (command) {
		const { user } = message.interaction_metadata;
		return element('discord-command', {
			slot: 'reply',
			author: user.username,
			avatar: avatar(user),
			command: command.name,
		});
	}
	if (message.type !== REPLY) return null;
	const to = shown.get(message.message_reference?.message_id ?? pressedOn);
	if (to) {
		const { author, content } = to;
		const attributes = { slot: 'reply', author: author.username, avatar: avatar(author), bot: author.bot };
		return element('discord-reply', attributes, markdown(content.replaceAll(/\s+/g, ' ')));
	}
	// It was for somebody else alone.
	return element('div', { slot: 'reply', class: 'unseen' }, element('em', {}, 'Message could not be loaded'));
};

const drawn = (it, shown) => {
	const { message } = it;
	const { author } = message;
	const attributes = {
		author: author.username,
		avatar: avatar(author),
		bot: author.bot,
		ephemeral: it.ephemeral,
		edited: message.edited_timestamp !== null,
		timestamp: TIME,
	};
	const components = message.components.length > 0 &&
		element('discord-attachments', { slot: 'components' }, ...rows(message.components));
	return element(
		'discord-message',
		attributes,
		lead(it, shown),
		markdown(message.content),
		...message.embeds.map(embed),
		components
	);
};

const conversation = ({ messages }) => {
	const shown = new Map(messages.map(({ message }) => [message.id, message]));
	return element('discord-messages', {}, ...messages.map((it) => drawn(it, shown)));
};

/** The field in which somebody types a command, with what is offered above it. */
const typing = ({ command, typed, choices }) => {
	const [option] = command.options;
	const offered = choices.map(({ name }, index) =>
		element('div', { class: index === 0 ? 'choice first' : 'choice' }, name)
	);
	return element(
		'div',
		{ class: 'typing' },
		element(
			'div',
			{ class: 'offer' },
			element('div', { class: 'option' }, element('b', {}, option.name), element('span', {}, option.description)),
			...offered
		),
		element(
			'div',
			{ class: 'field' },
			element('img', { src: avatar({ bot: true }) }),
			element('span', { class: 'command' }, `/${command.name}`),
			element('span', { class: 'value' }, element('b', {}, option.name), element('span', {}, typed), element('i'))
		)
	);
};

const { picture } = window;
document.body.append(picture.messages ? conversation(picture) : typing(picture));
