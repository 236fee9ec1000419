#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/shapes.h"
#include "services/dynamodb/transaction.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape statement_shape{.kind = Shape::Kind::text, .min = 1, .max = 8192};
constexpr Shape parameters_shape{.kind = Shape::Kind::list, .min = 1, .element = &shapes::attribute_value};
constexpr Member request_members[] = {{"Statement", statement_shape, Need::required},
                                      {"Parameters", parameters_shape},
                                      {"ReturnValuesOnConditionCheckFailure", shapes::return_on_failure}};
constexpr Shape request_shape{
    .kind = Shape::Kind::structure, .java = "ParameterizedStatement", .members = request_members};
constexpr Shape requests_shape{.kind = Shape::Kind::list, .min = 1, .max = 100, .element = &request_shape};
constexpr Shape token_shape{.kind = Shape::Kind::text, .min = 1, .max = 36};
constexpr Member members[] = {{"TransactStatements", requests_shape, Need::required},
                              {"ClientRequestToken", token_shape},
                              {"ReturnConsumedCapacity", shapes::return_capacity}};

json::array read_all(Dynamodb& dynamodb, const Context& context,
                     const std::vector<partiql::Statement>& statements, std::vector<Consumed>& consumed) {
  json::array responses;
  for (const partiql::Statement& statement : statements) {
    Consumed one;
    const auto item = partiql::read_one(dynamodb, context, statement, Consistency::transactional, one);
    json::object response;
    if (item && !item->empty()) response["Item"] = item_to_json(*item);
    responses.push_back(std::move(response));
    bool merged = false;
    for (Consumed& known : consumed) {
      if (known.table != one.table) continue;
      known.add_read(one.read);
      merged = true;
    }
    if (!merged) consumed.push_back(std::move(one));
  }
  return responses;
}

json::array write_all(Dynamodb& dynamodb, const Input& input,
                      const std::vector<partiql::Statement>& statements, std::vector<Consumed>& consumed) {
  std::vector<TransactWrite> writes;
  std::size_t at = 0;
  for (const json::value& entry : input.list("TransactStatements")) {
    writes.push_back(partiql::as_transact_write(dynamodb, input.context, statements[at++]));
    writes.back().condition.returns_old =
        find_text(entry.as_object(), "ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
  }
  const auto token = input.maybe_text("ClientRequestToken");
  const bool again = token && seen_before(dynamodb, input.context, "ExecuteTransaction", *token,
                                          input.members.at("TransactStatements"));
  consumed =
      again ? read_again(dynamodb, input.context, writes) : run_transaction(dynamodb, input.context, writes);
  return {};
}

// What is wrong with a statement is said with its place; parameters and keys speak for themselves.
partiql::Statement read_statement(const json::object& entry, std::size_t at) {
  try {
    partiql::Statement statement =
        partiql::parse_statement(*find_text(entry, "Statement"), find_array(entry, "Parameters"));
    if (statement.returning != partiql::Returning::nothing) {
      throw validation("RETURNING clause is not supported in ExecuteTransaction.");
    }
    return statement;
  } catch (const AwsError& error) {
    const std::string_view text = error.message;
    const bool of_value = text.starts_with("The parameter cannot") || text.starts_with("Nesting Levels") ||
                          text.starts_with("Number ") || text.starts_with("One or more");
    if (of_value) throw;
    throw validation("Validation failed in TransactStatements[" + std::to_string(at) + "]: " + error.message);
  }
}

void check_target(Dynamodb& dynamodb, const Context& context, const partiql::Statement& statement,
                  std::size_t at) {
  using Kind = partiql::Statement::Kind;
  if (statement.kind != Kind::select && statement.kind != Kind::exists) return;
  const auto refuse = [at](const char* why) {
    throw validation("Validation failed in TransactStatements[" + std::to_string(at) + "]: " + why);
  };
  if (!statement.index.empty()) refuse("Reads on indices are not supported within transactions.");
  const Table& table = dynamodb.tables.get(context, statement.table);
  if (statement.kind == Kind::select && !partiql::names_only_item(table, statement)) {
    refuse("Select statements within ExecuteTransaction must specify the primary key in the where clause.");
  }
  if (statement.kind == Kind::exists && partiql::names_item(table, statement) &&
      !partiql::find_target(table, statement).condition) {
    refuse("EXISTS() must contain a single item read with additional condition");
  }
}

}  // namespace

json::object execute_transaction(Dynamodb& dynamodb, const Input& input) {
  check_shape(members, input.members);
  std::vector<partiql::Statement> statements;
  std::size_t reads = 0;
  for (const json::value& entry : input.list("TransactStatements")) {
    statements.push_back(read_statement(entry.as_object(), statements.size()));
    reads += statements.back().reads();
  }
  if (reads > 0 && reads < statements.size()) {
    throw validation(
        "Transactions must be all reads or all writes: EXISTS() tells a read apart in a write set");
  }
  for (std::size_t i = 0; i < statements.size(); ++i) {
    check_target(dynamodb, input.context, statements[i], i);
  }
  std::vector<Consumed> consumed;
  json::array responses = reads > 0 ? read_all(dynamodb, input.context, statements, consumed)
                                    : write_all(dynamodb, input, statements, consumed);
  json::object result{{"Responses", std::move(responses)}};
  bool indexes = false;
  if (wants_capacity(input.members, indexes)) {
    json::array shown;
    for (const Consumed& one : consumed) shown.push_back(show(one, indexes, Shown::read_and_write));
    result["ConsumedCapacity"] = std::move(shown);
  }
  return result;
}

}  // namespace orrery::dynamodb
