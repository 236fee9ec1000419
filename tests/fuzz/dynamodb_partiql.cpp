// Any text as a PartiQL statement: parsed or refused, and its keys found.
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/partiql/key_plan.h"
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/value.h"

using namespace orrery;
using namespace orrery::dynamodb;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const json::array parameters = json::parse(R"([{"S": "x"}, {"N": "1"}])").as_array();
  static const KeySchema keys{{"a", Type::string}, KeyAttribute{"b", Type::number}, {}, {}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const json::array* given : {&parameters, static_cast<const json::array*>(nullptr)}) {
    try {
      const partiql::Statement statement = partiql::parse_statement(text, given);
      if (statement.where) holds(*statement.where, statement.item);
      item_to_json(apply_update(statement.update, statement.item));
      const partiql::KeyPlan plan(keys, statement.where);
      plan.check_types();
      plan.check_count();
      plan.keyed();
    } catch (const AwsError&) {
    }
  }
  return 0;
}
