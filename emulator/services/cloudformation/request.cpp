#include "services/cloudformation/request.h"

#include "core/digest.h"
#include "services/cloudformation/names.h"
#include "services/cloudformation/serverless/transform.h"
#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/loops.h"
#include "services/cloudformation/template_url.h"

namespace orrery::cloudformation {
namespace {

constexpr std::size_t most_inline = 51'200, most_bytes = 1'048'576;

void check_size(std::string_view text, std::size_t most) {
  if (text.size() > most)
    throw invalid(
        "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must "
        "have length less than or equal to " +
        std::to_string(most));
}

// The input again, for a turn in which the first is gone.
struct Kept {
  Context context;
  json::object members;
};

void check_capabilities(const Input& input, const Template& document) {
  const json::array given = list_of(input, "Capabilities");
  const auto has = [&given](std::string_view name) {
    return std::any_of(given.begin(), given.end(), [name](const json::value& one) {
      return one.is_string() && view(one.get_string()) == name;
    });
  };
  for (const std::string& needed : document.capabilities()) {
    if (has(needed) || (needed == "CAPABILITY_IAM" && has("CAPABILITY_NAMED_IAM"))) continue;
    throw AwsError("InsufficientCapabilitiesException", "Requires capabilities : [" + needed + "]");
  }
}

// Only what has begun to change a stack waits for it.
void answer(Cloudformation& service, const Context& context, json::object result, Reply reply) {
  if (!result.contains("begun")) return reply.ok(std::move(result));
  result.erase("begun");
  const std::string id(find_text(result, "StackId").value_or(""));
  answer_settled(service, context, id, std::move(result), std::move(reply));
}

Template transformed(Template document) {
  for (const std::string& name : document.transforms()) {
    if (name == "AWS::Serverless-2016-10-31")
      document = Template(expand_serverless(document));
    else if (name != language_extensions)
      throw invalid("Transform " + name + " is not supported by orrery");
  }
  return document;
}

}  // namespace

json::array list_of(const Input& input, std::string_view name) {
  const json::value* value = find(input.members, name);
  if (!value || (value->is_string() && value->get_string().empty())) return {};
  return input.list(name);
}

void with_template(Cloudformation& service, const Input& input, Reply reply, TemplateHandler handler) {
  if (const auto body = input.maybe_text("TemplateBody")) {
    check_size(*body, input.context.caller.empty() ? most_inline * 20 : most_bytes);
    return answer(service, input.context, handler(service, input, std::string(*body)), std::move(reply));
  }
  const auto url = input.maybe_text("TemplateURL");
  if (!url) return answer(service, input.context, handler(service, input, std::nullopt), std::move(reply));

  json::object place = object_of_url(*url);
  auto kept = std::make_shared<Kept>(Kept{input.context, input.members});
  auto waiting = std::make_shared<Reply>(std::move(reply));
  const auto go_on = [&service, kept, waiting, handler](Result result) {
    try {
      if (const auto* error = std::get_if<AwsError>(&result)) {
        if (error->status >= 500) throw *error;
        throw invalid("S3 error: " + error->message +
                      "\nFor more information check "
                      "http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html");
      }
      const auto& object = std::get<json::object>(result);
      const auto text = from_base64(find_text(object, "Body").value_or(""));
      const Input again(kept->context, kept->members, service.info().refusals);
      answer(service, kept->context, handler(service, again, text.value_or("")), std::move(*waiting));
    } catch (const AwsError& error) {
      waiting->fail(error);
    }
  };
  service.core.caller.call("s3", "GetObject", kept->context, std::move(place), Reply(go_on));
}

Wanted read_wanted(Cloudformation& service, const Input& input, const std::optional<std::string>& text,
                   const Stack* before) {
  const bool same = input.flag("UsePreviousTemplate");
  const Blueprint old = before ? service.records.blueprint(*before, before->generation) : Blueprint{};
  if (!text && (!same || !before)) throw invalid("Either Template URL or Template Body must be specified.");
  if (text && same) throw invalid("You cannot specify both usePreviousTemplate and a template.");
  Wanted wanted{.blueprint = {}, .document = Template(json::object{})};
  wanted.blueprint.original = text ? *text : old.original;
  const Template original = Template::parse(wanted.blueprint.original);
  check_capabilities(input, original);
  const auto parameters = [&](const Template& of) {
    return resolve_parameters(of, list_of(input, "Parameters"), old.parameters, [&](const std::string& name) {
      return ssm_value(service.core, input.context, name);
    });
  };
  wanted.document = transformed(
      has_loops(original) ? Template(without_loops(original, parameters(original), input.context.region))
                          : original);
  wanted.document.check();
  check_capabilities(input, wanted.document);
  wanted.blueprint.parameters = parameters(wanted.document);
  wanted.blueprint.processed = wanted.document.document();
  wanted.blueprint.tags = input.has("Tags") || !before ? list_of(input, "Tags") : before->tags;
  return wanted;
}

void answer_settled(Cloudformation& service, const Context& context, const std::string& stack_id,
                    json::object result, Reply reply) {
  if (context.caller == "cloudformation") return reply.ok(std::move(result));
  service.engine.when_settled(stack_id, [reply = std::move(reply), result = std::move(result)]() mutable {
    reply.ok(std::move(result));
  });
}

std::string stack_name(const Input& input) {
  const std::string name(input.text("StackName"));
  const bool plain =
      !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0 &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
  if (!plain)
    throw invalid("1 validation error detected: Value '" + name +
                  "' at 'stackName' failed to satisfy constraint: "
                  "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
  if (name.size() > 128)
    throw invalid("1 validation error detected: Value '" + name +
                  "' at 'stackName' failed to satisfy constraint: "
                  "Member must have length less than or equal to 128");
  return name;
}

void read_settings(const Input& input, Stack& stack) {
  if (input.flag("RetainExceptOnCreate")) throw not_supported("parameter RetainExceptOnCreate");
  const json::object* rollback = input.maybe_object("RollbackConfiguration");
  if (rollback && find_array(*rollback, "RollbackTriggers") &&
      !find_array(*rollback, "RollbackTriggers")->empty())
    throw not_supported("parameter RollbackConfiguration.RollbackTriggers");
  stack.capabilities = list_of(input, "Capabilities");
  if (input.has("NotificationARNs")) stack.notifications = list_of(input, "NotificationARNs");
  if (const auto role = input.maybe_text("RoleARN")) stack.role = *role;
  if (const auto policy = input.maybe_text("StackPolicyBody")) stack.policy = *policy;
  stack.token = input.maybe_text("ClientRequestToken").value_or("");
  stack.disable_rollback = input.flag("DisableRollback");
  stack.trace = input.context.trace;
}

Stack new_stack(Cloudformation& service, const Input& input, const std::string& name) {
  Stack stack;
  stack.id = service.records.new_stack_id(input.context, name);
  stack.name = name;
  stack.account = input.context.account;
  stack.region = input.context.region;
  stack.created_ms = epoch_milliseconds(service.core.clock.now());
  return stack;
}

void start_creation(Cloudformation& service, Stack& stack, const Blueprint& blueprint) {
  stack.generation = stack.target = 1;
  stack.tags = blueprint.tags;
  service.records.save(stack, stack.target, blueprint);
  service.records.take_name(stack);
  service.records.change(stack, "CREATE_IN_PROGRESS", "User Initiated");
  service.engine.begin(stack);
}

void start_update(Cloudformation& service, Stack& stack, const Blueprint& blueprint) {
  stack.target = stack.generation + 1;
  stack.tags = blueprint.tags;
  stack.updated_ms = epoch_milliseconds(service.core.clock.now());
  service.records.save(stack, stack.target, blueprint);
  service.records.change(stack, "UPDATE_IN_PROGRESS", "User Initiated");
  service.engine.begin(stack);
}

void check_can_update(const Stack& stack) {
  for (std::string_view good :
       {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_FAILED"})
    if (stack.status == good) return;
  throw invalid("Stack:" + stack.id + " is in " + stack.status + " state and can not be updated.");
}

}  // namespace orrery::cloudformation
