// Any text as a PartiQL statement: parsed or refused.
#include <string_view>

#include "core/error.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/value.h"

using namespace orrery;
using namespace orrery::dynamodb;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const json::array parameters = json::parse(R"([{"S": "x"}, {"N": "1"}])").as_array();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const json::array* given : {&parameters, static_cast<const json::array*>(nullptr)}) {
    try {
      const partiql::Statement statement = partiql::parse_statement(text, given);
      if (statement.where) holds(*statement.where, statement.item);
      item_to_json(apply_update(statement.update, statement.item));
    } catch (const AwsError&) {
    }
  }
  return 0;
}
