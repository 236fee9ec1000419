#pragma once
// DynamoDB beside an S3 and a Logs that are just large enough for exports and imports.
#include <map>

#include "core/digest.h"
#include "core/protocol/gzip.h"
#include "tests/services/dynamodb/dynamodb_world.h"

namespace orrery::dynamodb {

// One bucket's objects by key; "there" is the only bucket there is.
class Objects final : public Service {
 public:
  const ServiceInfo& info() const override {
    static const ServiceInfo info{.name = "s3", .resource = "", .wires = {}, .refusals = {}};
    return info;
  }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    ++calls;
    if (find_text(input, "Bucket") != "there") {
      throw AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    }
    if (operation == "ListObjectsV2") return reply.ok(list(input));
    const std::string key(*find_text(input, "Key"));
    if (operation == "PutObject") {
      objects[key] = *from_base64(*find_text(input, "Body"));
      return reply.ok({{"ETag", "\"" + to_hex(md5(objects[key])) + "\""}});
    }
    const auto range = find_text(input, "Range")->substr(std::string_view("bytes=").size());
    const std::size_t dash = range.find('-');
    const std::size_t from = std::stoul(std::string(range.substr(0, dash)));
    const std::size_t to = std::stoul(std::string(range.substr(dash + 1)));
    reply.ok({{"Body", to_base64(std::string_view(objects.at(key)).substr(from, to - from + 1))}});
  }

  std::map<std::string, std::string> objects;
  std::size_t page = 1000;
  int calls = 0;

 private:
  json::object list(const json::object& input) const {
    const std::string prefix(find_text(input, "Prefix").value_or(""));
    const auto after = find_text(input, "ContinuationToken");
    json::object result;
    json::array& contents = result["Contents"].emplace_array();
    for (const auto& [key, body] : objects) {
      if (!key.starts_with(prefix) || (after && key <= *after)) continue;
      if (contents.size() == page) {
        result["NextContinuationToken"] = contents.back().at("Key");
        break;
      }
      contents.push_back({{"Key", key}, {"Size", body.size()}});
    }
    return result;
  }
};

class LogLines final : public Service {
 public:
  const ServiceInfo& info() const override {
    static const ServiceInfo info{.name = "logs", .resource = "", .wires = {}, .refusals = {}};
    return info;
  }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    if (operation == "PutLogEvents") {
      stream = *find_text(input, "logStreamName");
      for (const json::value& event : *find_array(input, "logEvents")) {
        lines.emplace_back(view(event.at("message").as_string()));
      }
    }
    reply.ok({});
  }

  std::string stream;
  std::vector<std::string> lines;
};

struct TransferWorld : DynamodbWorld {
  Objects s3;
  LogLines logs;

  TransferWorld() {
    directory.add(s3);
    directory.add(logs);
  }

  static std::string text(const json::value& value) { return std::string(view(value.as_string())); }

  // The description of an export or an import once it has ended.
  json::object ended(const std::string& kind, const json::object& begun) {
    const std::string describe = "{'" + kind + "Arn': '" + text(begun.at(kind + "Arn")) + "'}";
    // It may end while the description is on its way.
    for (bool more = true;; more = loop.run_one() > 0) {
      const json::object answer = ask("Describe" + kind, describe);
      const json::object shown = answer.begin()->value().as_object();
      if (text(shown.at(kind + "Status")) != "IN_PROGRESS") return shown;
      REQUIRE(more);
    }
  }
};

}  // namespace orrery::dynamodb
