#pragma once
// The event source mappings there are, and the sources that read for those that are enabled.
//
//   lambda ACCOUNT REGION mapping UUID    as GetEventSourceMapping answers
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "services/lambda/event_sources/source.h"

namespace orrery::lambda {

class Mappings {
 public:
  explicit Mappings(Lambda& lambda) : lambda_(lambda) {}
  ~Mappings();

  std::optional<json::object> find(const Context& context, std::string_view uuid) const;
  // Visits every mapping of the account and region in order, until `visit` answers false.
  void for_each(const Context& context, std::string_view from,
                const std::function<bool(json::object)>& visit) const;
  // Keeps it, and starts, restarts or stops its source.
  void save(const Context& context, const json::object& shown);
  // What its last batch came to.
  void note_result(const Mapping& mapping, std::string_view result);
  void erase(const Context& context, std::string_view uuid);
  void resume();

 private:
  void start(const Context& context, json::object shown, bool resumed);
  void stop(std::string_view uuid);
  Lambda& lambda_;
  std::unordered_map<std::string, std::shared_ptr<Source>> sources_;
};

}  // namespace orrery::lambda
