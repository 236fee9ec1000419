#include "core/arn.h"
#include "services/lambda/complaints.h"
#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

json::object principal_of(const Context& context, std::string_view principal) {
  if (principal.ends_with(".amazonaws.com")) return {{"Service", principal}};
  if (principal.size() == 12 && is_version_number(principal))
    return {{"AWS", root_arn(context.region, principal)}};
  const auto arn = parse_arn(principal);
  if (!arn || (arn->service != "iam" && arn->service != "sts"))
    throw invalid_parameter("The provided principal was invalid. Please check the principal and try again.");
  return {{"AWS", principal}};
}

json::object statement_of(const Input& input, const std::string& resource) {
  const std::string_view principal = input.text("Principal");
  json::object statement{{"Sid", input.text("StatementId")}, {"Effect", "Allow"}};
  if (principal == "*")
    statement["Principal"] = "*";
  else
    statement["Principal"] = principal_of(input.context, principal);
  statement["Action"] = input.text("Action");
  statement["Resource"] = resource;
  json::object condition;
  const auto add = [&condition](std::string_view test, std::string_view name, std::string_view value) {
    json::value& tests = condition[boost_view(test)];
    if (!tests.is_object()) tests.emplace_object();
    tests.get_object()[boost_view(name)] = value;
  };
  if (const auto account = input.maybe_text("SourceAccount"))
    add("StringEquals", "AWS:SourceAccount", *account);
  if (const auto token = input.maybe_text("EventSourceToken"))
    add("StringEquals", "lambda:EventSourceToken", *token);
  if (const auto type = input.maybe_text("FunctionUrlAuthType"))
    add("StringEquals", "lambda:FunctionUrlAuthType", *type);
  if (const auto organization = input.maybe_text("PrincipalOrgID"))
    add("StringEquals", "aws:PrincipalOrgID", *organization);
  if (input.flag("InvokedViaFunctionUrl")) add("Bool", "lambda:InvokedViaFunctionUrl", "true");
  if (const auto arn = input.maybe_text("SourceArn")) add("ArnLike", "AWS:SourceArn", *arn);
  if (!condition.empty()) statement["Condition"] = std::move(condition);
  return statement;
}

void check_words(const Input& input) {
  Complaints complaints;
  const auto id = input.maybe_text("StatementId"), action = input.maybe_text("Action");
  if (id) {
    complaints.length(*id, id->size(), "statementId", 1, 100);
    complaints.pattern(*id, is_plain_name(*id), "statementId", "([a-zA-Z0-9-_]+)");
  } else {
    complaints.missing("statementId");
  }
  if (action) {
    complaints.pattern(*action, *action == "*" || action->starts_with("lambda:"), "action",
                       "(lambda:[*]|lambda:[a-zA-Z]+|[*])");
  } else {
    complaints.missing("action");
  }
  if (!input.has("Principal")) complaints.missing("principal");
  complaints.refuse();
}

}  // namespace

json::object add_permission(Lambda& lambda, const Input& input) {
  check_words(input);
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  FunctionRecord function = *lambda.functions.get(name, input.context);
  if (name.qualifier == "$LATEST")
    throw invalid_parameter("We currently do not support adding policies for $LATEST.");
  check_qualifier(lambda, function, name.qualifier);
  json::object* policy = find_policy(function, name.qualifier);
  check_revision(input, revision_of(lambda, function, name.qualifier));
  if (!policy) {
    function.policies[name.qualifier] = json::object{
        {"Policy", {{"Version", "2012-10-17"}, {"Id", "default"}, {"Statement", json::array{}}}}};
    policy = find_policy(function, name.qualifier);
  }
  json::array& statements = policy->at("Policy").as_object().at("Statement").as_array();
  for (const json::value& other : statements)
    if (other.as_object().at("Sid") == boost_view(input.text("StatementId")))
      throw conflict(
          "The statement id (" + std::string(input.text("StatementId")) +
          ") provided already exists. Please provide a new statement id, or remove the existing statement.");
  const json::object statement = statement_of(input, name.arn());
  statements.push_back(statement);
  save_with_new_revision(lambda, function, name.qualifier);
  return {{"Statement", to_text(statement)}};
}

}  // namespace orrery::lambda
