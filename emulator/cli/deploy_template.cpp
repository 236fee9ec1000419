#include "cli/deploy_template.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "cli/deploy_events.h"
#include "core/number.h"

namespace orrery::cli {
namespace {

constexpr std::int64_t default_timeout_s = 6,
                       default_memory_mb = 1024;  // as the Serverless Framework has them
constexpr std::int64_t default_receives = 5;
// AWS advises six times the function's time-out for the queue's visibility.
constexpr std::int64_t visibility_factor = 6;

const json::object& part(const json::object& of, std::string_view name) {
  static const json::object none;
  const json::value* found = find(of, name);
  if (found && !found->is_object()) throw std::runtime_error(std::string(name) + " is not a mapping");
  return found ? found->get_object() : none;
}

json::array part_list(const json::object& of, std::string_view name) {
  const json::value* found = find(of, name);
  if (found && !found->is_array()) throw std::runtime_error(std::string(name) + " is not a list");
  return found ? found->get_array() : json::array();
}

// A variable may have made a text of it.
std::optional<std::int64_t> whole_number(const json::object& of, std::string_view name) {
  const json::value* found = find(of, name);
  if (!found) return std::nullopt;
  const auto number =
      found->is_string() ? read_number<std::int64_t>(view(found->get_string())) : find_number(of, name);
  if (!number) throw std::runtime_error(std::string(name) + " is not a whole number: " + to_text(*found));
  return number;
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

void refuse_unknown(const json::object& object, const std::string& where,
                    std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : object)
    if (!is_one_of(key, known))
      throw std::runtime_error(where + "." + std::string(key) + " is not supported");
}

// Environment variables are texts; what the stack has to compute stays as it is.
void add_variables(json::object& into, const json::object& from) {
  for (const auto& [key, value] : from) {
    into[key] = value.is_string() || value.is_object() ? value : json::value(to_text(value));
  }
}

class TemplateWriter {
 public:
  TemplateWriter(const Project& project, const CodePlace& code)
      : project_(project), code_(code), provider_(part(project.content, "provider")) {}

  json::object write() {
    refuse_unknown(project_.content, "serverless.yml",
                   {"service", "frameworkVersion", "configValidationMode", "provider", "custom", "package",
                    "plugins", "functions", "resources", "star"});
    check_package(project_.content, "package");
    add_role();
    for (const auto& [name, function] : part(project_.content, "functions")) {
      if (!function.is_object())
        throw std::runtime_error("functions." + std::string(name) + " is not a mapping");
      const std::string text(name);
      add_function(text, function.get_object(), project_.service + "-" + project_.stage + "-" + text);
      add_events(resources_, logical_id(text), part_list(function.get_object(), "events"));
    }
    add_star();
    json::object out = part(project_.content, "resources");
    if (out.contains("extensions")) throw std::runtime_error("resources.extensions is not supported");
    for (const auto& [name, resource] : part(out, "Resources")) merge(resources_[name], resource);
    out["AWSTemplateFormatVersion"] = "2010-09-09";
    out["Resources"] = std::move(resources_);
    return out;
  }

 private:
  static void merge(json::value& into, const json::value& from) {
    if (!into.is_object() || !from.is_object()) {
      into = from;
      return;
    }
    for (const auto& [key, value] : from.get_object()) merge(into.get_object()[key], value);
  }

  // Everything is packed whatever the patterns say; code that lies packed elsewhere is another matter.
  static void check_package(const json::object& of, const std::string& where) {
    refuse_unknown(part(of, "package"), where,
                   {"patterns", "include", "exclude", "individually", "excludeDevDependencies"});
  }

  void add_role() {
    const json::value trust =
        json::parse(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",)"
                    R"("Principal":{"Service":["lambda.amazonaws.com"]}}]})");
    const json::value rights = json::parse(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":["logs:*","sqs:*","s3:*",)"
        R"("dynamodb:*","kinesis:*","lambda:InvokeFunction"]}]})");
    resources_["FunctionsRole"] = {
        {"Type", "AWS::IAM::Role"},
        {"Properties",
         {{"RoleName", project_.service + "-" + project_.stage + "-functions"},
          {"AssumeRolePolicyDocument", trust},
          {"Policies", json::array{json::object{{"PolicyName", "functions"}, {"PolicyDocument", rights}}}}}}};
  }

  json::object& add_function(const std::string& name, const json::object& function,
                             const std::string& called) {
    refuse_unknown(function, "functions." + name,
                   {"handler", "name", "runtime", "description", "memorySize", "timeout", "environment",
                    "events", "reservedConcurrency", "role", "layers", "architecture", "ephemeralStorageSize",
                    "onError", "package",
                    // Without a meaning where nothing is encrypted, traced or wired:
                    "kmsKeyArn", "logRetentionInDays", "tags", "tracing", "versionFunction", "vpc"});
    check_package(function, "functions." + name + ".package");
    const auto number = [&](std::string_view key, std::int64_t otherwise) {
      return whole_number(function, key).value_or(whole_number(provider_, key).value_or(otherwise));
    };
    json::object variables;
    add_variables(variables, part(provider_, "environment"));
    add_variables(variables, part(function, "environment"));
    const auto runtime = find_text(function, "runtime");
    json::object properties = {
        {"FunctionName", find_text(function, "name").value_or(called)},
        {"Runtime", runtime.value_or(find_text(provider_, "runtime").value_or("nodejs20.x"))},
        {"Handler", find_text(function, "handler").value_or("")},
        {"Code", {{"S3Bucket", code_.bucket}, {"S3Key", code_.key}}},
        {"Role", {{"Fn::GetAtt", {"FunctionsRole", "Arn"}}}},
        {"MemorySize", number("memorySize", default_memory_mb)},
        {"Timeout", number("timeout", default_timeout_s)},
        {"Environment", {{"Variables", std::move(variables)}}}};
    const auto said = [&](std::string_view key) {
      const json::value* own = find(function, key);
      return own ? own : find(provider_, key);
    };
    if (const json::value* layers = said("layers")) properties["Layers"] = *layers;
    if (const json::value* one = said("architecture")) properties["Architectures"] = json::array{*one};
    if (const auto size = whole_number(function, "ephemeralStorageSize"))
      properties["EphemeralStorage"] = {{"Size", *size}};
    if (const json::value* target = find(function, "onError"))
      properties["DeadLetterConfig"] = {{"TargetArn", *target}};
    if (const json::value* role = find(function, "role")) properties["Role"] = *role;
    if (const auto text = find_text(function, "description")) properties["Description"] = *text;
    if (const auto limit = whole_number(function, "reservedConcurrency")) {
      properties["ReservedConcurrentExecutions"] = *limit;
    }
    json::object& resource = resources_[logical_id(name) + "LambdaFunction"].emplace_object();
    resource = {{"Type", "AWS::Lambda::Function"}, {"Properties", std::move(properties)}};
    return resource["Properties"].get_object();
  }

  void add_star() {
    const Star star = star_of(project_);
    if (star.steps.empty()) return;
    const json::object& steps = part(project_.content, "star");
    std::string queues = "{";
    for (const StarStep& step : star.steps) {
      queues += (queues.size() > 1 ? "," : "") + to_text(json::value(step.name)) + ":\"${" +
                logical_id(step.name) + "Queue}\"";
    }
    queues += "}";
    const json::object queues_variable = {{"Fn::Sub", queues}};
    for (const StarStep& step : star.steps) add_step(step, part(steps, step.name), queues_variable);
    json::object& generate = add_function("generate", {{"handler", "star_generate.handler"}}, star.generate);
    generate["Environment"].get_object()["Variables"].get_object()["STAR_QUEUES"] = queues_variable;
  }

  void add_step(const StarStep& step, const json::object& said, const json::object& queues) {
    refuse_unknown(said, "star." + step.name,
                   {"handler", "ignoreErrors", "function", "queue", "maxReceives"});
    const json::value* ignore = find(said, "ignoreErrors");
    json::object function = part(said, "function");
    function["handler"] = "star_step.handler";
    json::object& properties = add_function(step.name, function, step.function);
    json::object& variables = properties["Environment"].get_object()["Variables"].get_object();
    variables["STAR_HANDLER"] = find_text(said, "handler").value_or("");
    variables["STAR_IGNORE_ERRORS"] =
        ignore != nullptr && ignore->is_bool() && ignore->get_bool() ? "true" : "false";
    variables["STAR_QUEUES"] = queues;
    add_queue(step, said, properties["Timeout"].to_number<std::int64_t>());
    add_step_events(resources_, logical_id(step.name), part_list(function, "events"));
  }

  void add_queue(const StarStep& step, const json::object& said, std::int64_t timeout_s) {
    const std::string id = logical_id(step.name);
    json::object queue = part(said, "queue");
    if (find(queue, "QueueName") == nullptr) queue["QueueName"] = step.queue;
    queue["VisibilityTimeout"] =
        std::max(visibility_factor * timeout_s, find_number(queue, "VisibilityTimeout").value_or(0));
    const json::value* receives = find(said, "maxReceives");
    const bool endless = receives != nullptr && receives->is_string() && receives->get_string() == "endless";
    if (receives != nullptr && !endless && !receives->is_int64()) {
      throw std::runtime_error("star." + step.name + ".maxReceives must be a number or endless");
    }
    if (!endless && find(queue, "RedrivePolicy") == nullptr) {
      resources_[id + "DeadLetters"] = {
          {"Type", "AWS::SQS::Queue"},
          {"Properties", {{"QueueName", step.dead_letters}, {"MessageRetentionPeriod", 14 * 24 * 60 * 60}}}};
      queue["RedrivePolicy"] = {
          {"deadLetterTargetArn", {{"Fn::GetAtt", {id + "DeadLetters", "Arn"}}}},
          {"maxReceiveCount", receives == nullptr ? default_receives : receives->get_int64()}};
    }
    resources_[id + "Queue"] = {{"Type", "AWS::SQS::Queue"}, {"Properties", std::move(queue)}};
  }

  const Project& project_;
  const CodePlace& code_;
  const json::object& provider_;
  json::object resources_;
};

}  // namespace

json::object template_of(const Project& project, const CodePlace& code) {
  return TemplateWriter(project, code).write();
}

std::vector<std::string> unread_keys(const Project& project) {
  std::vector<std::string> unread;
  for (const auto& [key, value] : part(project.content, "provider")) {
    // What is read, and what has no meaning where nobody is asked for permission, nothing is encrypted,
    // traced or wired, and events of HTTP are refused.
    if (!is_one_of(key, {"alb",
                         "apiGateway",
                         "apiKeys",
                         "apiName",
                         "architecture",
                         "cfnRole",
                         "cloudFront",
                         "deploymentBucket",
                         "deploymentMethod",
                         "deploymentPrefix",
                         "disableRollback",
                         "endpointType",
                         "environment",
                         "httpApi",
                         "iam",
                         "iamManagedPolicies",
                         "iamRoleStatements",
                         "kmsKeyArn",
                         "lambdaHashingVersion",
                         "layers",
                         "logRetentionInDays",
                         "logs",
                         "memorySize",
                         "name",
                         "notificationArns",
                         "profile",
                         "region",
                         "role",
                         "rollbackConfiguration",
                         "runtime",
                         "runtimeManagement",
                         "stackPolicy",
                         "stackTags",
                         "stage",
                         "tags",
                         "timeout",
                         "tracing",
                         "usagePlan",
                         "versionFunctions",
                         "vpc",
                         "websocketsApiName"}))
      unread.push_back("provider." + std::string(key));
  }
  if (!part_list(project.content, "plugins").empty()) unread.push_back("plugins");
  return unread;
}

Star star_of(const Project& project) {
  Star star;
  const json::object& said = part(project.content, "star");
  if (said.empty()) return star;
  star.name = std::string(find_text(said, "name").value_or(project.service));
  star.generate = star.name + "-generate";
  const auto runtime = find_text(part(project.content, "provider"), "runtime").value_or("nodejs20.x");
  star.language = runtime.starts_with("python") ? "python" : "node";
  for (const auto& [key, step] : said) {
    if (key == "name") continue;
    const std::string name(key);
    if (!step.is_object() || !find_text(step.get_object(), "handler")) {
      throw std::runtime_error("star." + name + " has no handler");
    }
    const auto queue = find_text(part(step.get_object(), "queue"), "QueueName");
    star.steps.push_back(
        {name,
         std::string(find_text(part(step.get_object(), "function"), "name").value_or(star.name + "-" + name)),
         std::string(queue.value_or(star.name + "-" + name)), star.name + "-" + name + "-dead"});
  }
  return star;
}

}  // namespace orrery::cli
