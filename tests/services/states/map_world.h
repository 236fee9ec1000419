#pragma once
// A World for distributed Maps, with an S3 of one bucket.
#include "core/digest.h"
#include "tests/services/states/states_world.h"

namespace orrery {

struct FakeS3 final : Service {
  const ServiceInfo& info() const override {
    static constexpr ServiceInfo about{.name = "s3", .resource = "Bucket", .wires = {}, .refusals = {}};
    return about;
  }
  void call(std::string_view operation, const Context&, const json::object& input, Reply reply) override {
    const std::string key(find_text(input, "Key").value_or(""));
    if (operation == "PutObject") {
      objects[key] = *from_base64(*find_text(input, "Body"));
      return reply.ok({});
    }
    if (operation == "GetObject") {
      if (!objects.contains(key)) throw AwsError("NoSuchKey", "The specified key does not exist.", 404);
      return reply.ok({{"Body", to_base64(objects.at(key))}});
    }
    json::array contents;
    for (const auto& [name, body] : objects) {
      if (name.starts_with(find_text(input, "Prefix").value_or("")))
        contents.push_back(json::object{{"Key", name}, {"Size", body.size()}});
    }
    reply.ok({{"Contents", std::move(contents)}});
  }
  std::map<std::string, std::string> objects;
};

struct MapWorld : StatesWorld {
  FakeS3 s3;
  MapWorld() {
    directory.add(s3);
    invoker.functions["f"] = [](const json::value& event) { return returns(event); };
  }

  static std::string map(const std::string& fields,
                         const std::string& inside =
                             "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'",
                         const std::string& type = "STANDARD") {
    return "{'StartAt':'M','States':{'M':{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'"
           "DISTRIBUTED','ExecutionType':'" +
           type + "'},'StartAt':'I','States':{'I':{" + inside + ",'End':true}}}," + fields + "'End':true}}}";
  }
  json::object map_run() {
    const auto runs = call("states", "ListMapRuns", json::object{{"executionArn", last}});
    return call("states", "DescribeMapRun",
                json::object{{"mapRunArn", runs.at("mapRuns").at(0).at("mapRunArn")}});
  }
};

inline const std::string read_from =
    "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b','Key':'k'}";

}  // namespace orrery
