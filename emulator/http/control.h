#pragma once
// What orrery answers about itself, under /_orrery/: health, the clock, the journal, faults.
#include <functional>
#include <string>
#include <string_view>

#include "core/core.h"
#include "core/directory.h"
#include "core/http.h"

namespace orrery {

class Control {
 public:
  // Turns the clock by that much and calls back when all that rang has run. Set by who owns the clock.
  using Turn = std::function<void(Duration, Task)>;

  Control(Core& core, Directory& directory, std::string clock_mode, Turn turn)
      : core_(core), directory_(directory), clock_mode_(std::move(clock_mode)), turn_(std::move(turn)) {}

  // Who answers what is not answered here, and says whether it did.
  using Other = std::function<bool(const HttpRequest&, Respond&)>;
  void other(Other other) { other_ = std::move(other); }

  bool wants(const HttpRequest& request) const;
  void handle(HttpRequest request, Respond respond);

 private:
  json::object health() const;
  json::object journal(std::string_view query) const;
  void change_faults(const HttpRequest& request, Respond respond);
  void turn_clock(const HttpRequest& request, Respond respond);

  Core& core_;
  Directory& directory_;
  std::string clock_mode_;
  Turn turn_;
  Other other_;
};

}  // namespace orrery
