#include "services/states/map_run/results.h"

#include "core/digest.h"

namespace orrery::states {
namespace {

json::object row_of(const Execution& child) {
  json::object row{{"ExecutionArn", child.arn},
                   {"Input", child.input_text},
                   {"InputDetails", json::object{{"Included", true}}},
                   {"Name", child.name}};
  if (child.output) {
    row["Output"] = *child.output;
    row["OutputDetails"] = json::object{{"Included", true}};
  }
  if (child.error) row["Error"] = *child.error;
  if (child.cause) row["Cause"] = *child.cause;
  row["RedriveCount"] = child.redrive_count;
  const bool succeeded = child.status == Status::succeeded;
  row["RedriveStatus"] = succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN";
  if (succeeded) row["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven";
  row["StartDate"] = iso_time(child.started);
  row["StateMachineArn"] = child.machine_arn;
  row["Status"] = status_name(child.status);
  row["StopDate"] = iso_time(child.stopped);
  return row;
}

json::value output_of(const Execution& child) {
  if (child.output) return read_document(*child.output).value_or(json::value());
  json::object error{{"Error", child.error.value_or("")}};
  if (child.cause) error["Cause"] = *child.cause;
  return error;
}

// What did not succeed is told whole, whatever the transformation.
json::value transformed(const Execution& child, const ResultWriter& writer) {
  if (writer.transformation == "NONE" || child.status != Status::succeeded) return row_of(child);
  return output_of(child);
}

json::array flattened(json::array outputs) {
  json::array flat;
  for (auto& output : outputs) {
    if (!output.is_array()) {
      flat.push_back(std::move(output));
      continue;
    }
    for (auto& inner : output.get_array()) flat.push_back(std::move(inner));
  }
  return flat;
}

// The files, written one after another.
struct Writing : std::enable_shared_from_this<Writing> {
  Writing(Engine& engine_, Context context_) : engine(engine_), context(std::move(context_)) {}

  Engine& engine;
  Context context;
  std::string bucket, folder;
  std::vector<std::pair<std::string, std::string>> files;  // key and body, last first
  json::value result;
  std::function<void(json::value)> done;
  std::function<void(Failure)> failed;

  void next() {
    if (files.empty()) return done(std::move(result));
    auto [key, body] = std::move(files.back());
    files.pop_back();
    engine.core.caller.call("s3", "PutObject", context,
                            {{"Bucket", bucket},
                             {"Key", key},
                             {"Body", to_base64(body)},
                             {"ContentType", "application/octet-stream"}},
                            Reply([self = shared_from_this()](Result answer) {
                              if (auto* error = std::get_if<AwsError>(&answer)) {
                                return self->failed(Failure("States.ResultWriterFailed", error->message));
                              }
                              self->next();
                            }));
  }
};

std::string file_body(const json::array& rows, const ResultWriter& writer) {
  if (writer.output_type != "JSONL") return print(json::value(rows));
  std::string body;
  for (const auto& row : rows) body += print(row) + "\n";
  return body;
}

}  // namespace

json::value gathered(Engine& engine, const MapRun& map_run, const State& state) {
  const auto& writer = state.map->writer;
  json::array outputs;
  outputs.reserve(map_run.results.size());
  for (const ChildResult& result : map_run.results) {
    const auto child = engine.records.read_execution(map_run.context, map_run.machine, result.name);
    if (!child) {
      outputs.emplace_back(nullptr);
    } else if (writer) {
      outputs.push_back(transformed(*child, *writer));
    } else {
      outputs.push_back(output_of(*child));
    }
  }
  const bool flatten = writer && writer->transformation == "FLATTEN";
  return flatten ? flattened(std::move(outputs)) : std::move(outputs);
}

void write_results(Engine& engine, const MapRun& map_run, const ResultWriter& writer, const Scope& scope,
                   std::function<void(json::value)> done, std::function<void(Failure)> failed) {
  auto writing = std::make_shared<Writing>(engine, map_run.context);
  json::value parameters =
      writer.parameters ? writer.parameters->evaluate(scope, engine.tools()) : json::object{};
  if (!parameters.is_object() || !find_text(parameters.get_object(), "Bucket")) {
    return failed(Failure("States.ResultWriterFailed", "The field 'Bucket' is required but was missing"));
  }
  writing->bucket = *find_text(parameters.get_object(), "Bucket");
  std::string prefix(find_text(parameters.get_object(), "Prefix").value_or(""));
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  writing->folder = prefix + map_run.uuid + "/";
  writing->done = std::move(done);
  writing->failed = std::move(failed);

  json::array succeeded, unsuccessful, pending;
  for (std::size_t i = 0; i < map_run.results.size(); ++i) {
    const auto child =
        map_run.results[i].name.empty()
            ? nullptr
            : engine.records.read_execution(map_run.context, map_run.machine, map_run.results[i].name);
    if (!child) {
      pending.push_back(json::object{{"Input", print(map_run.inputs[i].input)}, {"Status", "PENDING"}});
    } else if (child->status == Status::succeeded) {
      succeeded.push_back(transformed(*child, writer));
    } else {
      unsuccessful.push_back(transformed(*child, writer));
    }
  }
  if (writer.transformation == "FLATTEN") succeeded = flattened(std::move(succeeded));

  json::object told{{"FAILED", json::array{}}, {"PENDING", json::array{}}, {"SUCCEEDED", json::array{}}};
  const std::string ending = writer.output_type == "JSONL" ? "_0.jsonl" : "_0.json";
  const std::pair<const char*, const json::array*> kinds[] = {
      {"FAILED", &unsuccessful}, {"PENDING", &pending}, {"SUCCEEDED", &succeeded}};
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [kind, rows] : kinds) {
    if (rows->empty()) continue;
    std::string key = writing->folder + kind + ending;
    std::string body = file_body(*rows, writer);
    told[kind] = json::array{json::object{{"Key", key}, {"Size", body.size()}}};
    files.emplace_back(std::move(key), std::move(body));
  }
  const std::string manifest = writing->folder + "manifest.json";
  writing->files.emplace_back(manifest, print(json::object{{"DestinationBucket", writing->bucket},
                                                           {"MapRunArn", map_run.arn},
                                                           {"ResultFiles", std::move(told)}}));
  for (auto& file : files) writing->files.push_back(std::move(file));
  writing->result =
      json::object{{"MapRunArn", map_run.arn},
                   {"ResultWriterDetails", json::object{{"Bucket", writing->bucket}, {"Key", manifest}}}};
  writing->next();
}

}  // namespace orrery::states
