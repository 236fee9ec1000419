#pragma once
// One HTTP request to S3 and its answer.
#include <memory>

#include "services/s3/routes.h"

namespace orrery::s3 {

class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(S3& s3, HttpRequest request, const Context& context, Respond respond);
  void begin();
  void judge_head();  // answers where the request is refused whatever its body is

 private:
  struct Edge;
  void admit();  // refuses what cannot go on, answers what needs no operation
  void check_access(const Bucket& bucket);
  bool names_version() const;
  void take_body();  // then run()
  void run(Content content);
  void guarded(const std::function<void()>& step);

  void answer(Result result);
  void answer_ok(const json::object& result);
  void answer_error(const AwsError& error);
  void send(HttpReply reply);

  S3& s3_;
  HttpRequest http_;
  Context context_;
  Respond respond_;
  std::string asker_;  // the account that signed; empty: nobody did
  Address address_;
  Query query_;
  const Row* row_ = nullptr;
  json::object members_;
  std::optional<AwsError> unreadable_;  // what is wrong with the order in the body
  std::optional<Request> request_;
  bool running_ = false;
};

// What a request is answered whatever its body is: a refusal, or nothing.
std::optional<HttpReply> refusal_of(S3& s3, const HttpRequest& head, const Context& context);
// A sink for the body of the request, where it has one that may be large; sums are computed on the way.
std::unique_ptr<BodySink> sink_for(S3& s3, const HttpRequest& head, const Context& context);
enum class Declaration { present, absent };  // <?xml ...?>
std::string error_xml(const AwsError& error, const Context& context, Declaration declaration);

}  // namespace orrery::s3
