#pragma once
// What every service is given at its construction.
#include <filesystem>
#include <string>

#include "core/clock.h"
#include "core/entropy.h"
#include "core/journal.h"
#include "core/loop.h"
#include "core/peers.h"
#include "core/store.h"

namespace orrery {

struct Core {
  Loop& loop;
  Clock& clock;
  Store& store;
  Journal& journal;
  Entropy& entropy;  // fork it: core.entropy.fork("sqs")
  Caller& caller;
  std::filesystem::path files;  // a directory for bodies, code and sandboxes; on one file system
  std::string endpoint;  // "http://127.0.0.1:4566", as functions reach us; set before the first request
};

}  // namespace orrery
