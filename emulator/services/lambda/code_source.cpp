#include "services/lambda/code_source.h"

#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

CodeStore::Stored host_directory(std::string_view path) {
  std::error_code failed;
  const std::filesystem::path directory(path);
  if (!directory.is_absolute() || !std::filesystem::is_directory(directory, failed))
    return invalid_parameter(
        "The S3Key of the bucket hot-reload must be the "
        "absolute path of a directory: " +
        std::string(path));
  return Code{{}, directory.lexically_normal().string(), 0, "hot-reload-hash-not-available", {}, {}};
}

}  // namespace

void fetch_code(Lambda& lambda, const Context& context, const json::object& source,
                Function<void(CodeStore::Stored)> done) {
  if (const auto zip = find_text(source, "ZipFile"))
    return lambda.code.add(std::string(*zip), CodeStore::Form::base64, std::move(done));
  if (find_text(source, "ImageUri")) return done(unsupported("ImageUri"));
  const auto bucket = find_text(source, "S3Bucket");
  const auto key = find_text(source, "S3Key");
  if (!bucket || !key) return done(invalid_parameter("Please provide a source for function code."));
  if (*bucket == "hot-reload") return done(host_directory(*key));
  json::object request{{"Bucket", *bucket}, {"Key", *key}};
  if (const auto version = find_text(source, "S3ObjectVersion")) request["VersionId"] = *version;
  Context inner = context;
  inner.caller = "lambda";
  lambda.core.caller.call(
      "s3", "GetObject", inner, std::move(request),
      Reply([&lambda, done = std::move(done)](Result result) mutable {
        if (const auto* error = std::get_if<AwsError>(&result))
          return done(error->status == 501
                          ? *error
                          : invalid_parameter("Error occurred while GetObject. S3 Error Code: " +
                                              error->code + ". S3 Error Message: " + error->message));
        const auto body = find_text(std::get<json::object>(result), "Body");
        lambda.code.add(std::string(body.value_or("")), CodeStore::Form::base64, std::move(done));
      }));
}

void answer(Lambda& lambda, Reply& reply, Function<json::object()> change) {
  const Store::Savepoint before = lambda.core.store.savepoint();
  try {
    reply.ok(change());
  } catch (AwsError& error) {
    lambda.core.store.roll_back(before);
    reply.fail(std::move(error));
  }
}

}  // namespace orrery::lambda
