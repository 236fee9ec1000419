#pragma once
// A service that reads and writes HTTP itself, because bytes and headers are its business.
#include <string>

#include "core/context.h"
#include "core/http.h"

namespace orrery {

class RawService {
 public:
  virtual ~RawService() = default;
  // Is a request its business whatever else it looks like? The one that takes what no wire claims says no.
  virtual bool claims(const HttpRequest&) const { return false; }
  // What to do with the body; for example a sink for a large upload.
  virtual HeadVerdict on_head(const HttpRequest& head, const Context& context) = 0;
  // The operation's name, for the journal: "PutObject".
  virtual std::string operation(const HttpRequest& head) = 0;
  // Answers everything, refusals in its own spelling included.
  virtual void http(HttpRequest request, const Context& context, Respond respond) = 0;
};

}  // namespace orrery
