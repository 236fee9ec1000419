#include "console/resources.h"

#include <optional>

namespace orrery {
namespace {

constexpr std::size_t most = 100;  // of a kind

// The answer, or nothing where it is refused. Past the directory's door, which would write to the journal.
json::object ask(Directory& directory, std::string_view service, std::string_view operation,
                 const Context& context, const json::object& input) {
  json::object answer;
  Service* asked = directory.find(service);
  if (asked == nullptr) return answer;
  try {
    asked->call(operation, context, input, Reply([&answer](Result result) {
                  if (auto* object = std::get_if<json::object>(&result)) answer = std::move(*object);
                }));
  } catch (const std::exception&) {
    // Gone since it was listed, or refused: there is nothing to tell of it.
  }
  return answer;
}

template <class Tell>
json::array each(const json::object& answer, std::string_view name, Tell tell) {
  json::array all;
  const json::array* items = find_array(answer, name);
  if (items == nullptr) return all;
  for (const json::value& item : *items) {
    if (all.size() >= most) break;
    all.push_back(tell(item));
  }
  return all;
}

json::value member(const json::object& object, std::string_view name) {
  const json::value* value = find(object, name);
  return value == nullptr ? json::value(nullptr) : *value;
}

// SQS writes its counts as text.
json::value count_in(const json::object& attributes, std::string_view name) {
  const auto text = find_text(attributes, name);
  return text ? json::value(std::atoll(std::string(*text).c_str())) : json::value(nullptr);
}

json::object function_of(const json::value& item) {
  const json::object& function = item.as_object();
  return {{"name", member(function, "FunctionName")},
          {"runtime", member(function, "Runtime")},
          {"memoryMb", member(function, "MemorySize")},
          {"timeoutS", member(function, "Timeout")}};
}

}  // namespace

json::object resources(Directory& directory, const Context& context) {
  const auto asked = [&](std::string_view service, std::string_view operation, const json::object& input) {
    return ask(directory, service, operation, context, input);
  };
  const auto table = [&](const json::value& name) {
    const json::object answer = asked("dynamodb", "DescribeTable", {{"TableName", name}});
    const json::object* about = find_object(answer, "Table");
    const json::object none;
    const json::object& described = about == nullptr ? none : *about;
    return json::object{{"name", name},
                        {"items", member(described, "ItemCount")},
                        {"bytes", member(described, "TableSizeBytes")},
                        {"status", member(described, "TableStatus")}};
  };
  const auto bucket = [](const json::value& item) {
    return json::object{{"name", member(item.as_object(), "Name")},
                        {"created", member(item.as_object(), "CreationDate")}};
  };
  const auto queue = [&](const json::value& url) {
    const json::object answer =
        asked("sqs", "GetQueueAttributes", {{"QueueUrl", url}, {"AttributeNames", json::array{"All"}}});
    const json::object* found = find_object(answer, "Attributes");
    const json::object none;
    const json::object& attributes = found == nullptr ? none : *found;
    const std::string_view text = view(url.as_string());
    return json::object{{"name", text.substr(text.rfind('/') + 1)},
                        {"visible", count_in(attributes, "ApproximateNumberOfMessages")},
                        {"inFlight", count_in(attributes, "ApproximateNumberOfMessagesNotVisible")},
                        {"delayed", count_in(attributes, "ApproximateNumberOfMessagesDelayed")}};
  };
  const auto machine = [&](const json::value& item) {
    const json::object& about = item.as_object();
    json::object shown{{"name", member(about, "name")}, {"type", member(about, "type")}};
    if (find_text(about, "type") != "STANDARD") return shown;
    const json::object running = asked("states", "ListExecutions",
                                       {{"stateMachineArn", member(about, "stateMachineArn")},
                                        {"statusFilter", "RUNNING"},
                                        {"maxResults", 1000}});
    const json::array* executions = find_array(running, "executions");
    shown["running"] = executions == nullptr ? 0 : executions->size();
    return shown;
  };
  return {{"account", context.account},
          {"region", context.region},
          {"functions", each(asked("lambda", "ListFunctions", {}), "Functions", function_of)},
          {"tables", each(asked("dynamodb", "ListTables", {}), "TableNames", table)},
          {"buckets", each(asked("s3", "ListBuckets", {}), "Buckets", bucket)},
          {"queues", each(asked("sqs", "ListQueues", {}), "QueueUrls", queue)},
          {"machines", each(asked("states", "ListStateMachines", {}), "stateMachines", machine)}};
}

}  // namespace orrery
