// How the SDK behind aws-sdk:service:action spells what an API takes and answers.
#include "core/digest.h"
#include "core/utf8.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

// Members that the API takes as JSON text and the integration as JSON.
void spell_states_input(json::object& input) {
  for (const std::string_view member : {"Input", "Output", "Definition"}) {
    if (auto* value = find(input, member); value && !value->is_string()) *value = json::string(print(*value));
  }
}

// A payload that is a text is the document itself.
void spell_lambda_input(json::object& input) {
  auto* payload = find(input, "Payload");
  if (payload && !payload->is_string()) *payload = json::string(print(*payload));
}

// An object is the JSON of its Body, a text with its quotes. The rest are headers and parameters of a URL.
void spell_s3_input(std::string_view operation, json::object& input) {
  if (auto* body = input.if_contains("Body")) *body = json::string(to_base64(print(*body)));
  json::object spelled;
  bool summed = false;
  for (auto& [name, value] : input) {
    if (value.is_null()) continue;
    summed |= std::string_view(name).starts_with("Checksum");
    spelled[name] = value.is_number() || value.is_bool() ? json::value(json::string(print(value))) : value;
  }
  if (operation == "PutObject") {
    if (!spelled.contains("ContentType")) spelled["ContentType"] = "text/plain; charset=UTF-8";
    if (!summed) spelled["ChecksumAlgorithm"] = "CRC32";
  }
  input = std::move(spelled);
}

void spell_s3_answer(std::string_view operation, json::object& answer) {
  if (operation == "PutObject") answer.erase("Size");
  if (operation == "ListObjectsV2") answer.erase("BucketRegion");
  const bool object = operation == "GetObject" || operation == "HeadObject";
  if (object && !answer.contains("Metadata")) answer["Metadata"] = json::object{};
  if (auto* body = find(answer, "Body")) {
    *body = json::string(as_utf8(from_base64(view(body->as_string())).value_or("")));
  }
}

// What the SDK's properties of an attribute's value are called, where they are not spelled as the API's.
constexpr std::pair<std::string_view, std::string_view> attribute_names[] = {
    {"Ss", "SS"}, {"Ns", "NS"}, {"Bs", "BS"}, {"Bool", "BOOL"}, {"Nul", "NULL"}};

enum class To { api, sdk };

void spell_attributes(json::value& value, To to) {
  if (auto* list = value.if_array()) {
    for (auto& element : *list) spell_attributes(element, to);
    return;
  }
  auto* object = value.if_object();
  if (!object) return;
  for (auto& [name, member] : *object) spell_attributes(member, to);
  if (object->size() != 1 || object->begin()->value().is_object()) return;
  for (const auto& [of_sdk, of_api] : attribute_names) {
    if (std::string_view(object->begin()->key()) != (to == To::api ? of_sdk : of_api)) continue;
    json::value content = std::move(object->begin()->value());
    *object = json::object{{to == To::api ? of_api : of_sdk, std::move(content)}};
    return;
  }
}

// The SDK's bytes are a text of UTF-8.
void spell_data(json::value& value, To to) {
  if (auto* list = value.if_array()) {
    for (auto& element : *list) spell_data(element, to);
  }
  auto* object = value.if_object();
  if (!object) return;
  for (auto& [name, member] : *object) {
    if (name != "Data") {
      spell_data(member, to);
    } else if (to == To::api) {
      member = json::string(to_base64(text_or_print(member)));
    } else if (member.is_string()) {
      member = json::string(as_utf8(from_base64(view(member.get_string())).value_or("")));
    }
  }
}

// The SDK's names begin with a word, not with an abbreviation.
void spell_sqs_answer(json::object& answer) {
  json::object spelled;
  for (auto& [key, value] : answer) {
    std::string name(key);
    if (name.starts_with("MD5Of")) name[1] = 'd';
    if (auto* list = value.if_array()) {
      for (auto& element : *list) {
        if (element.is_object()) spell_sqs_answer(element.get_object());
      }
    }
    spelled[name] = std::move(value);
  }
  answer = std::move(spelled);
}

bool names_time(std::string_view name) {
  for (const std::string_view ending : {"Date", "Time", "Timestamp", "CreatedAt", "UpdatedAt", "PushedAt"}) {
    if (name.ends_with(ending)) return true;
  }
  return name == "LastModified";
}

// A time is an ISO 8601 text, without a fraction where the second is whole.
void spell_time(json::value& time, bool whole_seconds) {
  if (time.is_number()) {
    auto ms = static_cast<std::int64_t>(number_of(time) * 1000 + 0.5);
    if (whole_seconds) ms -= ms % 1000;
    time = json::string(iso_time(from_epoch_milliseconds(ms)));
  }
  if (!time.is_string() || !time.get_string().ends_with("Z")) return;
  std::string text(view(time.get_string()));
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return;
  if (whole_seconds || text.ends_with(".000Z")) time = json::string(text.substr(0, point) + "Z");
}

void spell_times(json::value& value, bool whole_seconds) {
  if (auto* list = value.if_array()) {
    for (auto& element : *list) spell_times(element, whole_seconds);
  } else if (auto* object = value.if_object()) {
    for (auto& [name, member] : *object) {
      if (names_time(name)) spell_time(member, whole_seconds);
      spell_times(member, whole_seconds);
    }
  }
}

}  // namespace

void spell_sdk_input(const SdkService& service, std::string_view operation, json::object& input) {
  if (service.service == "states") spell_states_input(input);
  if (service.service == "lambda") spell_lambda_input(input);
  if (service.service == "s3") spell_s3_input(operation, input);
  if (service.service != "dynamodb" && service.service != "kinesis") return;
  json::value all = std::move(input);
  service.service == "kinesis" ? spell_data(all, To::api) : spell_attributes(all, To::api);
  input = std::move(all.get_object());
}

void spell_sdk_answer(const SdkService& service, std::string_view operation, json::value& answer) {
  // S3 tells its times in headers, by the second; what Logs counts in milliseconds are numbers.
  if (service.service != "logs") spell_times(answer, service.service == "s3");
  if (service.service == "dynamodb") spell_attributes(answer, To::sdk);
  if (service.service == "kinesis") spell_data(answer, To::sdk);
  if (service.service == "s3") spell_s3_answer(operation, answer.as_object());
  if (service.service == "sqs") spell_sqs_answer(answer.as_object());
}

}  // namespace orrery::states
