#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/request.h"
#include "services/dynamodb/shapes.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape statement_shape{.kind = Shape::Kind::text, .min = 1, .max = 8192};
constexpr Shape parameters_shape{.kind = Shape::Kind::list, .min = 1, .element = &shapes::attribute_value};
constexpr Member request_members[] = {{"Statement", statement_shape, Need::required},
                                      {"Parameters", parameters_shape},
                                      {"ConsistentRead", shapes::flag},
                                      {"ReturnValuesOnConditionCheckFailure", shapes::return_on_failure}};
constexpr Shape request_shape{
    .kind = Shape::Kind::structure, .java = "BatchStatementRequest", .members = request_members};
constexpr Shape requests_shape{.kind = Shape::Kind::list, .min = 1, .max = 25, .element = &request_shape};
constexpr Member members[] = {{"Statements", requests_shape, Need::required},
                              {"ReturnConsumedCapacity", shapes::return_capacity}};

// The short codes of BatchStatementError.
std::string short_code(const std::string& code) {
  constexpr std::pair<std::string_view, std::string_view> codes[] = {
      {"ValidationException", "ValidationError"},
      {"ConditionalCheckFailedException", "ConditionalCheckFailed"},
      {"ResourceNotFoundException", "ResourceNotFound"},
      {"DuplicateItemException", "DuplicateItem"},
      {"TransactionConflictException", "TransactionConflict"},
  };
  for (const auto& [known, brief] : codes) {
    if (known == code) return std::string(brief);
  }
  return code;
}

json::object run(Dynamodb& dynamodb, const Context& context, const json::object& request,
                 const partiql::Statement& statement, Consumed& consumed) {
  json::object response;
  try {
    response["TableName"] = statement.table;
    std::optional<std::string> item;
    if (statement.reads()) {
      const Table& table = dynamodb.tables.get(context, statement.table);
      const Index* index = table.find_index(statement.index);
      if (index) partiql::check_readable(*index);
      if (!partiql::names_only_item(table, statement)) {
        throw validation(
            "Select statements within BatchExecuteStatement must specify the primary key in the where "
            "clause.");
      }
      item = partiql::read_one(dynamodb, context, statement,
                               wants_strong(request) ? Consistency::strong : Consistency::eventual, consumed);
    } else {
      item = partiql::write_one(dynamodb, context, statement, consumed,
                                find_text(request, "ReturnValuesOnConditionCheckFailure") == "ALL_OLD");
    }
    if (item && !item->empty()) response["Item"] = item_to_json(*item);
  } catch (const AwsError& error) {
    json::object shown{{"Code", short_code(error.code)}, {"Message", error.message}};
    for (const auto& member : error.extra) shown[member.key()] = member.value();
    response["Error"] = std::move(shown);
  }
  return response;
}

}  // namespace

json::object batch_execute_statement(Dynamodb& dynamodb, const Input& input) {
  check_shape(members, input.members);
  json::array responses, capacities;
  bool indexes = false;
  const bool wants = wants_capacity(input.members, indexes);
  bool reads = false, writes = false;
  std::vector<std::optional<partiql::Statement>> statements;
  std::vector<json::object> refusals;
  for (const json::value& entry : input.list("Statements")) {
    refusals.emplace_back();
    try {
      statements.push_back(partiql::parse_statement(*find_text(entry.as_object(), "Statement"),
                                                    find_array(entry.as_object(), "Parameters")));
      (statements.back()->reads() ? reads : writes) = true;
    } catch (const AwsError& error) {
      statements.emplace_back();
      refusals.back() = {{"Error", {{"Code", short_code(error.code)}, {"Message", error.message}}}};
    }
  }
  if (reads && writes) throw validation("All statements in a batch must be either reads or writes");
  std::size_t at = 0;
  for (const json::value& entry : input.list("Statements")) {
    Consumed consumed;
    if (statements[at]) {
      responses.push_back(run(dynamodb, input.context, entry.as_object(), *statements[at], consumed));
    } else {
      responses.push_back(std::move(refusals[at]));
    }
    ++at;
    if (wants && !consumed.table.empty()) capacities.push_back(show(consumed, indexes));
  }
  json::object result{{"Responses", std::move(responses)}};
  if (wants) result["ConsumedCapacity"] = std::move(capacities);
  return result;
}

}  // namespace orrery::dynamodb
