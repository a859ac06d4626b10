//! What holds of interactions: deadlines, deferral, who sees what.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{ask, furnished, get, post};
use crate::discord::stand_in::{Asked, Id, Seen, StandIn};

/// A stand-in with two commands, and a person who may use them.
async fn with_commands() -> Option<(StandIn, Id, Id)> {
    let stand_in = StandIn::start()?;
    let (anna, _, channel) = furnished(&stand_in);
    let option =
        json!({ "type": 3, "name": "question", "description": "What?", "required": true, "autocomplete": true });
    let commands = json!([
        { "name": "ask", "description": "Ask", "options": [option] },
        { "name": "Explain this", "type": 3 },
    ]);
    let path = format!("/applications/{}/commands", stand_in.bot());
    let registered = ask(&stand_in, Method::PUT, &path, commands).await;
    assert_eq!(registered.status, 200, "{}", registered.body);
    Some((stand_in, anna, channel))
}

fn asks(stand_in: &StandIn, anna: Id, channel: Id) -> Asked {
    stand_in.slash(anna, channel, "ask", &[("question", json!("why?"))])
}

async fn answer(stand_in: &StandIn, asked: &Asked, body: Value) -> super::Answered {
    post(stand_in, &format!("/interactions/{}/{}/callback", asked.id, asked.state().token), body).await
}

fn original(stand_in: &StandIn, asked: &Asked) -> String {
    format!("/webhooks/{}/{}/messages/@original", stand_in.bot(), asked.state().token)
}

#[tokio::test]
async fn an_interaction_is_answered_once_and_in_time() {
    let Some((stand_in, anna, channel)) = with_commands().await else { return };
    let says = json!({ "type": 4, "data": { "content": "because" } });
    let asked = asks(&stand_in, anna, channel);
    assert_eq!(get(&stand_in, &original(&stand_in, &asked)).await.code(), 10015);
    assert_eq!(answer(&stand_in, &asked, says.clone()).await.status, 204);
    assert_eq!(answer(&stand_in, &asked, says.clone()).await.code(), 40060);
    assert_eq!(asked.answer().await.content, "because");

    stand_in.set(|settings| settings.acknowledge_within = Duration::from_millis(1));
    let late = asks(&stand_in, anna, channel);
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(answer(&stand_in, &late, says).await.code(), 10062);

    stand_in.set(|settings| settings.token_lifetime = Duration::ZERO);
    assert_eq!(get(&stand_in, &original(&stand_in, &asked)).await.code(), 50027);
    let unknown = format!("/webhooks/{}/nonsense", stand_in.bot());
    assert_eq!(post(&stand_in, &unknown, json!({ "content": "x" })).await.code(), 10015);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_deferred_is_loading_until_it_is_said() {
    let Some((stand_in, anna, channel)) = with_commands().await else { return };
    let bela = stand_in.user("bela");
    let asked = asks(&stand_in, anna, channel);
    answer(&stand_in, &asked, json!({ "type": 5, "data": { "flags": 64 } })).await;
    let path = original(&stand_in, &asked);
    assert_eq!(get(&stand_in, &path).await.body["flags"], 64 | 128);
    let said = ask(&stand_in, Method::PATCH, &path, json!({ "content": "for you alone" })).await;
    assert_eq!((said.status, &said.body["flags"]), (200, &json!(64)));
    let follow_up = format!("/webhooks/{}/{}", stand_in.bot(), asked.state().token);
    assert_eq!(post(&stand_in, &follow_up, json!({ "content": "for all" })).await.status, 200);

    let contents = |seen: Vec<Seen>| seen.into_iter().map(|it| it.content).collect::<Vec<_>>();
    assert_eq!(contents(stand_in.seen(anna, channel)), ["for you alone", "for all"]);
    assert_eq!(contents(stand_in.seen(bela, channel)), ["for all"]);
    let history = get(&stand_in, &format!("/channels/{channel}/messages")).await.body;
    assert_eq!(history.as_array().unwrap().len(), 1, "{history}");
    assert_eq!(ask(&stand_in, Method::DELETE, &path, Value::Null).await.status, 204);
    assert_eq!(get(&stand_in, &path).await.code(), 10008);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn buttons_menus_forms_and_choices() {
    let Some((stand_in, anna, channel)) = with_commands().await else { return };
    let choices = json!({ "type": 8, "data": { "choices": [{ "name": "why?", "value": "why" }] } });
    let typed = stand_in.autocomplete(anna, channel, "ask", &[("question", json!("wh"))]);
    assert_eq!(answer(&stand_in, &typed, choices.clone()).await.status, 204);
    assert_eq!(typed.choices().await.len(), 1);

    let asked = asks(&stand_in, anna, channel);
    assert_eq!(answer(&stand_in, &asked, choices).await.code(), 50035);
    let row = json!({ "type": 1, "components": [{ "type": 2, "style": 1, "label": "More", "custom_id": "more" }] });
    let options = json!([{ "label": "One", "value": "1" }]);
    let menu = json!({ "type": 1, "components": [{ "type": 3, "custom_id": "pick", "options": options }] });
    let says = json!({ "type": 4, "data": { "content": "answer", "components": [row, menu] } });
    let url = format!("/interactions/{}/{}/callback?with_response=true", asked.id, asked.state().token);
    let full = post(&stand_in, &url, says).await;
    assert_eq!((full.status, &full.body["resource"]["message"]["content"]), (200, &json!("answer")));
    let message = asked.answer().await;
    assert_eq!(message.buttons(), ["More"]);

    let clicked = stand_in.click(anna, channel, message.id, "More");
    let input = json!({ "type": 4, "custom_id": "why", "style": 1, "label": "Why?" });
    let form = json!({ "custom_id": "form", "title": "Form", "components": [{ "type": 1, "components": [input] }] });
    let shown = answer(&stand_in, &clicked, json!({ "type": 9, "data": form })).await;
    assert_eq!(shown.status, 204, "{}", shown.body);
    let sent = stand_in.submit_modal(&clicked, &[("why", "so")]);
    assert_eq!(sent.state().data["components"][0]["components"][0]["value"], "so");
    let changes = json!({ "type": 7, "data": { "content": "changed", "components": [] } });
    assert_eq!(answer(&stand_in, &sent, changes).await.status, 204);
    assert_eq!(stand_in.seen(anna, channel)[0].content, "changed");

    let hers = stand_in.say(anna, channel, "what is this?");
    let menu = stand_in.context_menu(anna, channel, hers, "Explain this");
    assert_eq!(menu.state().data["resolved"]["messages"][hers.to_string()]["content"], "what is this?");
    assert_eq!(answer(&stand_in, &menu, json!({ "type": 5 })).await.status, 204);
    let dm = stand_in.slash_dm(anna, "ask", &[("question", json!("here?"))]);
    assert_eq!(answer(&stand_in, &dm, json!({ "type": 4, "data": { "content": "here" } })).await.status, 204);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}
