#include "services/dynamodb/transaction.h"

#include <map>

#include "core/digest.h"
#include "core/key.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

constexpr Duration token_life = std::chrono::minutes(10);

Key home(const Context& context, std::string_view part) {
  return std::move(Key("dynamodb").text(context.account).text(context.region).text(part));
}

// A few of the tokens that are too old are forgotten with each new one.
void forget_old(Dynamodb& dynamodb, const Context& context) {
  const Key rows = home(context, "token time");
  Key upper = rows;
  upper.number(static_cast<std::uint64_t>(epoch_milliseconds(dynamodb.clock.now() - token_life)));
  int count = 0;
  for (Cursor row = dynamodb.store.range(rows, upper); row.valid() && count < 4; row.next(), ++count) {
    KeyReader reader(row.key().substr(rows.bytes().size()));
    reader.number();
    const std::string operation = reader.text(), token = reader.text();
    dynamodb.store.erase(home(context, "token").text(operation).text(token));
    dynamodb.store.erase(row.key());
  }
}

// A text that is the same for the same members in another order: clients write maps in any order, and AWS
// does not mind.
void append_sorted(std::string& out, const json::value& value) {
  if (const json::object* object = value.if_object()) {
    std::map<std::string_view, const json::value*> members;
    for (const auto& member : *object) members.emplace(member.key(), &member.value());
    out += '{';
    for (const auto& [name, member] : members) {
      append_text(out, name);
      append_sorted(out, *member);
    }
    out += '}';
  } else if (const json::array* array = value.if_array()) {
    out += '[';
    for (const json::value& element : *array) append_sorted(out, element);
    out += ']';
  } else {
    append_text(out, to_text(value));
  }
}

std::string digest_of(const json::value& request) {
  std::string text;
  append_sorted(text, request);
  return sha256(text);
}

}  // namespace

void CancellationReasons::add(std::size_t item, std::string code, std::string message, json::object extra) {
  if (!reasons_[item]) reasons_[item] = Reason{std::move(code), std::move(message), std::move(extra)};
}

void CancellationReasons::check() const {
  bool any = false;
  std::string codes;
  json::array shown;
  for (const auto& reason : reasons_) {
    codes += (codes.empty() ? "" : ", ") + (reason ? reason->code : "None");
    json::object entry{{"Code", reason ? reason->code : "None"}};
    if (reason) {
      any = true;
      entry["Message"] = reason->message;
      for (const auto& member : reason->extra) entry[member.key()] = member.value();
    }
    shown.push_back(std::move(entry));
  }
  if (!any) return;
  throw AwsError(
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]", 400,
      {{"CancellationReasons", std::move(shown)}});
}

void check_conflict_fault(Dynamodb& dynamodb, std::size_t count) {
  if (dynamodb.faults.conflicts <= 0) return;
  --dynamodb.faults.conflicts;
  CancellationReasons reasons(count);
  reasons.add(0, "TransactionConflict", "Transaction is ongoing for the item");
  reasons.check();
}

bool seen_before(Dynamodb& dynamodb, const Context& context, std::string_view operation,
                 std::string_view token, const json::value& request) {
  const Instant now = dynamodb.clock.now();
  const std::string digest = digest_of(request);
  const Key key = std::move(home(context, "token").text(operation).text(token));
  if (const auto row = dynamodb.store.get(key)) {
    Reader reader(*row);
    const Instant used = from_epoch_milliseconds(std::stoll(std::string(reader.text())));
    if (now - used < token_life) {
      if (reader.text() == digest) return true;
      throw AwsError(
          "IdempotentParameterMismatchException",
          "DynamoDB rejected the request because you retried a request with a different payload but with "
          "an idempotent token that was already used.");
    }
  }
  forget_old(dynamodb, context);
  std::string row;
  append_text(row, std::to_string(epoch_milliseconds(now)));
  append_text(row, digest);
  dynamodb.store.put(key, row);
  dynamodb.store.put(home(context, "token time")
                         .number(static_cast<std::uint64_t>(epoch_milliseconds(now)))
                         .text(operation)
                         .text(token),
                     "");
  return false;
}

}  // namespace orrery::dynamodb
