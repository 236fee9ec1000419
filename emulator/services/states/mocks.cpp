#include "services/states/mocks.h"

#include <algorithm>
#include <stdexcept>

#include "core/error.h"
#include "core/number.h"

namespace orrery::states {
namespace {

[[noreturn]] void refuse_mocks(const std::string& where, const std::string& why) {
  throw std::runtime_error(
      "the mocked responses are not as they should be: " + (where.empty() ? "" : where + ": ") + why);
}

const json::object& mock_object(const json::value& value, const std::string& where) {
  if (const auto* object = value.if_object()) return *object;
  refuse_mocks(where, "an object is expected");
}

// Empty where the member is missing.
const json::object& mock_member(const json::object& object, std::string_view name, const std::string& where) {
  static const json::object none;
  const auto* value = find(object, name);
  return value ? mock_object(*value, where + std::string(name)) : none;
}

// "2", or "1-3".
MockedAnswer read_runs(std::string_view text, const std::string& where) {
  const std::size_t dash = std::min(text.find('-'), text.size());
  const auto first = read_number<std::uint32_t>(text.substr(0, dash));
  const auto last = dash == text.size() ? first : read_number<std::uint32_t>(text.substr(dash + 1));
  if (!first || !last || *last < *first)
    refuse_mocks(where, "the runs are to be given as one number from 0, or as two such as 1-3");
  MockedAnswer answer;
  answer.first = *first;
  answer.last = *last;
  return answer;
}

MockedAnswer read_mocked_answer(std::string_view runs, const json::value& value, const std::string& where) {
  MockedAnswer answer = read_runs(runs, where);
  const json::object& given = mock_object(value, where);
  const auto *returned = find(given, "Return"), *thrown = find(given, "Throw");
  if ((returned == nullptr) == (thrown == nullptr))
    refuse_mocks(where, "either a Return or a Throw is expected");
  if (returned) {
    answer.returned = *returned;
    return answer;
  }
  const json::object& failure = mock_object(*thrown, where + ".Throw");
  const auto error = find_text(failure, "Error"), cause = find_text(failure, "Cause");
  if (!error) refuse_mocks(where + ".Throw", "an Error is expected");
  answer.thrown = Failure(std::string(*error), cause ? std::optional<std::string>(*cause) : std::nullopt);
  return answer;
}

MockedResponse read_mocked_response(const std::string& name, const json::value& value) {
  const std::string where = "MockedResponses." + name;
  MockedResponse response;
  response.name = name;
  for (const auto& [runs, answer] : mock_object(value, where)) {
    response.answers.push_back(read_mocked_answer(runs, answer, where + "." + std::string(runs)));
    const MockedAnswer& added = response.answers.back();
    for (const MockedAnswer& other : response.answers) {
      if (&other != &added && added.first <= other.last && other.first <= added.last)
        refuse_mocks(where, "run " + std::to_string(std::max(added.first, other.first)) + " has two answers");
    }
  }
  return response;
}

}  // namespace

const MockedAnswer* MockedResponse::answer(std::int64_t run) const {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const MockedAnswer& one) {
    return one.first <= run && run <= one.last;
  });
  return found == answers.end() ? nullptr : &*found;
}

Mocks::Mocks(std::string_view document) {
  const auto parsed = read_document(document);
  if (!parsed) refuse_mocks({}, unreadable(document));
  const json::object& all = mock_object(*parsed, "the document");
  std::map<std::string, MockedResponse, std::less<>> responses;
  for (const auto& [name, value] : mock_member(all, "MockedResponses", {}))
    responses.emplace(name, read_mocked_response(std::string(name), value));
  for (const auto& [machine, value] : mock_member(all, "StateMachines", {})) {
    const std::string at = "StateMachines." + std::string(machine);
    TestCases& cases = machines_[std::string(machine)];
    for (const auto& [name, states] : mock_member(mock_object(value, at), "TestCases", at + ".")) {
      const std::string where = at + ".TestCases." + std::string(name);
      TestCase& test_case = cases[std::string(name)];
      for (const auto& [state, response] : mock_object(states, where)) {
        const auto found =
            response.is_string() ? responses.find(view(response.get_string())) : responses.end();
        if (found == responses.end())
          refuse_mocks(where + "." + std::string(state), "it names none of the MockedResponses");
        test_case.emplace(state, found->second);
      }
    }
  }
}

void Mocks::require(std::string_view machine, std::string_view test_case) const {
  const auto found = machines_.find(machine);
  if (found != machines_.end() && found->second.contains(test_case)) return;
  std::string known;
  if (found != machines_.end()) {
    for (const auto& [name, states] : found->second) known += (known.empty() ? "" : ", ") + name;
  }
  throw AwsError("ValidationException", "The mocked responses have no test case '" + std::string(test_case) +
                                            "' of the state machine '" + std::string(machine) + "'" +
                                            (known.empty() ? "" : ", but: " + known));
}

const MockedResponse* Mocks::find(std::string_view machine, std::string_view test_case,
                                  std::string_view state) const {
  const auto cases = machines_.find(machine);
  if (cases == machines_.end()) return nullptr;
  const auto states = cases->second.find(test_case);
  if (states == cases->second.end()) return nullptr;
  const auto found = states->second.find(state);
  return found == states->second.end() ? nullptr : &found->second;
}

}  // namespace orrery::states
