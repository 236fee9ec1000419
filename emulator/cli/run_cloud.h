#pragma once
// The cloud a job runs in: an emulator in this process, or an endpoint somebody else runs.
#include <memory>
#include <string>
#include <thread>

#include "house/house.h"
#include "orrery/aws/client.h"

namespace orrery::cli {

// An emulator on a thread of its own, gone with all its children when this goes.
class OwnHouse {
 public:
  explicit OwnHouse(HouseOptions options);
  ~OwnHouse();
  std::string endpoint() const { return house_.endpoint(); }

 private:
  void run();
  House house_;
  std::thread thread_;
};

class Cloud {
 public:
  // An empty `endpoint` starts an emulator on a free port; an empty `region` is the environment's.
  Cloud(const HouseOptions& options, const std::string& endpoint, const std::string& region = {});

  aws::Client& aws() { return *client_; }
  const std::string& endpoint() const { return endpoint_; }
  const std::string& region() const { return client_->settings().region; }

  // Journal lines after `after`, newest last, of one trace where `trace` is not empty. Empty where the
  // endpoint keeps no journal, as AWS does not.
  json::array journal(std::uint64_t after, const std::string& trace);

 private:
  std::unique_ptr<OwnHouse> house_;
  std::string endpoint_;
  std::unique_ptr<aws::Client> client_;
  bool has_journal_ = true;
};

// Whether Ctrl-C was pressed since watch_interrupt() was called. Jobs look at it between two steps.
void watch_interrupt();
bool interrupted();

struct Interrupted : std::exception {
  const char* what() const noexcept override { return "interrupted"; }
};

}  // namespace orrery::cli
