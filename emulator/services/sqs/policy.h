#pragma once
// The access policy of a queue, as AddPermission and RemovePermission change it. Stored and shown, not
// enforced.
#include "services/sqs/queue.h"

namespace orrery::sqs {

class Policy {
 public:
  // The queue's policy, or a new one without statements.
  explicit Policy(const Queue& queue) {
    const auto stored = parse_json(queue.attribute("Policy"));
    if (stored && stored->is_object()) {
      document_ = stored->get_object();
    } else {
      document_ = {{"Version", "2008-10-17"}, {"Id", queue.arn() + "/SQSDefaultPolicy"}};
    }
    json::value& statement = document_["Statement"];
    if (!statement.is_array()) {
      json::array list;
      if (statement.is_object()) list.push_back(statement);
      statement = std::move(list);
    }
  }

  json::array& statements() { return document_["Statement"].as_array(); }
  json::array::iterator find(std::string_view label) {
    return std::find_if(statements().begin(), statements().end(), [&](const json::value& it) {
      return it.is_object() && find_text(it.get_object(), "Sid") == label;
    });
  }
  // Without statements there is no policy.
  void save(Queue& queue) {
    if (statements().empty()) {
      queue.attributes.erase("Policy");
    } else {
      queue.attributes["Policy"] = to_text(document_);
    }
  }

 private:
  json::object document_;
};

}  // namespace orrery::sqs
