#pragma once
// orrery faults: calls and runs that go wrong on purpose, the same ones for the same seed.
#include <cstdint>
#include <optional>
#include <string>

#include "core/json.h"

namespace orrery::cli {

// A rule as its options say it; core/faults.h says what they mean.
struct NewFault {
  std::string endpoint;
  std::string id, service, operation, resource, function, account, error, message;
  std::optional<int> status;
  std::optional<double> rate, delay_ms;
  std::optional<std::uint64_t> skip, times;
  bool after = false;
};
int add_fault(const NewFault& fault);
int load_faults(const std::string& endpoint, const std::string& file);
int clear_faults(const std::string& endpoint, const std::string& id);  // an empty id: all
int show_faults(const std::string& endpoint);

// The rules in a file, YAML or JSON: one, a list, or {"rules": [...]}. Throws std::exception with a message
// for the user.
json::object read_fault_rules(const std::string& path);

}  // namespace orrery::cli
