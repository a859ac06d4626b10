//! What Discord would refuse is refused, and noted.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ask, furnished, post};
use crate::discord::stand_in::StandIn;

#[tokio::test]
async fn every_rule_that_the_description_cannot_express_is_held() {
    let Some(stand_in) = StandIn::start() else { return };
    let (_, _, channel) = furnished(&stand_in);
    let messages = format!("/channels/{channel}/messages");
    let commands = format!("/applications/{}/commands", stand_in.bot());
    let row = |button: Value| json!({ "content": "x", "components": [{ "type": 1, "components": [button] }] });
    let button = |id: &str| json!({ "type": 2, "style": 1, "label": "press", "custom_id": id });
    let twice = json!([{ "type": 1, "components": [button("a"), button("a")] }]);
    let refused: [(&str, Method, &str, Value); 12] = [
        ("2000 or fewer", Method::POST, &messages, json!({ "content": "x".repeat(2_001) })),
        ("empty message", Method::POST, &messages, json!({ "content": " ", "embeds": [] })),
        ("custom id", Method::POST, &messages, row(json!({ "type": 2, "style": 1, "label": "press" }))),
        ("does not know", Method::POST, &messages, json!({ "content": "x", "contents": "y" })),
        ("duplicated", Method::POST, &messages, json!({ "content": "x", "components": twice })),
        (
            "size exceeds",
            Method::POST,
            &messages,
            json!({ "embeds": [{ "description": "x".repeat(3_001) }, { "description": "x".repeat(3_000) }] }),
        ),
        (
            "does not know",
            Method::POST,
            &messages,
            row(json!({ "type": 2, "style": 1, "custom_id": "a", "label": "b", "min_values": 1 })),
        ),
        ("IS_COMPONENTS_V2", Method::POST, &messages, json!({ "content": "x", "flags": 1 << 15 })),
        ("name is invalid", Method::PUT, &commands, json!([{ "name": "Two Words", "description": "x" }])),
        (
            "80 or fewer",
            Method::POST,
            &format!("/webhooks/{}/t", stand_in.bot()),
            json!({ "content": "x", "username": "x".repeat(81) }),
        ),
        (
            "without its file",
            Method::POST,
            &messages,
            json!({ "content": "x", "attachments": [{ "id": "0", "filename": "a.txt" }] }),
        ),
        ("longer than", Method::PUT, &commands, json!([{ "name": "ask", "description": "x".repeat(101) }])),
    ];
    stand_in.set(|settings| settings.message_limit = None);
    for (why, method, path, body) in refused {
        let answer = ask(&stand_in, method, path, body).await;
        assert_eq!(answer.status, 400, "{why}: {}", answer.body);
        assert!(matches!(answer.code(), 50035 | 50006), "{why}: {}", answer.body);
        let noted = stand_in.take_violations();
        assert!(noted.len() == 1 && noted[0].contains(why), "{why}: {noted:?}");
    }
}

#[tokio::test]
async fn mentions_are_barred_where_that_rule_is_on() {
    let Some(stand_in) = StandIn::start() else { return };
    let (_, _, channel) = furnished(&stand_in);
    let messages = format!("/channels/{channel}/messages");
    stand_in.set(|settings| settings.mentions_barred = true);
    assert_eq!(post(&stand_in, &messages, json!({ "content": "x" })).await.status, 400);
    assert_eq!(stand_in.take_violations().len(), 1);
    let barred = json!({ "content": "<@1> @everyone", "allowed_mentions": { "parse": [] } });
    assert_eq!(post(&stand_in, &messages, barred).await.status, 200);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_mistake_is_told_at_its_place() {
    let Some(stand_in) = StandIn::start() else { return };
    let (_, _, channel) = furnished(&stand_in);
    let body = json!({ "content": "x", "embeds": [{ "title": 7 }] });
    let answer = post(&stand_in, &format!("/channels/{channel}/messages"), body).await;
    assert_eq!(answer.code(), 50035);
    assert!(answer.body["errors"].pointer("/embeds").is_some(), "{}", answer.body);
    assert!(!stand_in.take_violations().is_empty());
}

#[tokio::test]
async fn ids_of_attachments_may_be_numbers_and_a_missing_token_may_not() {
    let Some(stand_in) = StandIn::start() else { return };
    let url = format!("http://{}/api/v10/users/@me", stand_in.plain_address());
    assert_eq!(reqwest::get(url).await.unwrap().status(), 401);
    assert_eq!(ask(&stand_in, Method::GET, "/no/such/path", Value::Null).await.status, 404);
    assert_eq!(ask(&stand_in, Method::PUT, "/users/@me", Value::Null).await.status, 405);
}
