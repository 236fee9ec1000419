#include "services/s3/exchange.h"

#include <cstdio>

#include "core/number.h"
#include "services/s3/admission.h"
#include "services/s3/cors.h"
#include "services/s3/denial.h"
#include "services/s3/ids.h"
#include "services/s3/integrity.h"
#include "services/s3/parts.h"
#include "services/s3/post_upload.h"
#include "services/s3/presigned.h"
#include "services/s3/strangers.h"
#include "services/s3/website.h"
#include "services/s3/wire/bindings.h"
#include "services/s3/wire/xml.h"

namespace orrery::s3 {
namespace {

// The framing of the transfer is not a property of the object; where nothing is framed the word is kept.
void drop_aws_chunked(const Headers& headers, json::object& members) {
  const auto encoding = find_text(members, "ContentEncoding");
  if (!encoding || !promise_of(headers).aws_chunked) return;
  std::string kept;
  for (std::string_view rest = *encoding; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view word = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (word.empty() || same_name(word, "aws-chunked")) continue;
    kept += (kept.empty() ? "" : ",") + std::string(word);
  }
  if (kept.empty()) {
    members.erase("ContentEncoding");
  } else {
    members["ContentEncoding"] = json::string(kept);
  }
}

std::vector<Sum> sums_of_part(const S3& s3, const Address& address, const Query& query) {
  const auto bucket = s3.buckets.find(address.bucket);
  const auto id = std::find_if(query.begin(), query.end(),
                               [](const auto& parameter) { return parameter.first == "uploadId"; });
  if (!bucket || id == query.end() || !s3.uploads.is_open(*bucket, address.key, id->second)) return {};
  return part_sums(s3.uploads.get(*bucket, address.key, id->second));
}

// Where the sender names no checksum S3 computes one of its own; of a part also beside the sender's, for the
// whole is summed as its upload said.
Promise promise_for(const S3& s3, const Row& row, const Headers& headers, const Address& address,
                    const Query& query) {
  Promise promise = promise_of(headers);
  std::vector<Sum> wanted;
  if (row.name == "UploadPart") wanted = sums_of_part(s3, address, query);
  if (row.takes_bytes && promise.sums.empty() && wanted.empty()) wanted.push_back(Sum::crc64nvme);
  for (const Sum sum : wanted) {
    if (std::find(promise.sums.begin(), promise.sums.end(), sum) == promise.sums.end())
      promise.sums.push_back(sum);
  }
  return promise;
}

json::object read_order(S3& s3, const Row& row, std::string_view body) {
  try {
    return read_xml(s3.schemas.of(row.in.schema), row.in.root, body);
  } catch (const AwsError&) {
    // A list of grants is refused under a name of its own.
    if (row.in.root == shapes::access_control.root) throw malformed_acl();
    throw;
  }
}

// AWS begins the answers to these before it is done, and then leaves the declaration out where it refuses.
bool begins_early(const Row* row) {
  return row != nullptr && (row->name == "CompleteMultipartUpload" || row->name == "UploadPartCopy");
}

std::vector<std::string_view> body_members(const Row& row, S3& s3) {
  if (row.out.root.empty()) return {};
  if (!row.out.member.empty()) return {row.out.member};
  std::vector<std::string_view> names;
  for (const Field& field : s3.schemas.of(row.out.schema).fields) names.push_back(field.member);
  return names;
}

}  // namespace

struct Exchange::Edge final : Reply::Edge {
  explicit Edge(std::shared_ptr<Exchange> exchange_) : exchange(std::move(exchange_)) {}
  void complete(Result result) override { exchange->answer(std::move(result)); }
  // An operation that throws drops its reply on the way out: what it throws is the answer.
  void dropped() override {
    if (!exchange->running_) exchange->answer(Reply::dropped_error());
  }
  void on_gone(Task task) override { exchange->respond_.on_gone(std::move(task)); }
  std::shared_ptr<Exchange> exchange;
};

Exchange::Exchange(S3& s3, HttpRequest request, const Context& context, Respond respond)
    : s3_(s3),
      http_(std::move(request)),
      context_(context),
      respond_(std::move(respond)),
      asker_(context.account),
      address_(address_of(http_, context)),
      query_(parse_query(http_.query())) {}

void Exchange::begin() {
  guarded([this] {
    admit();
    if (respond_) take_body();
  });
}

void Exchange::judge_head() {
  guarded([this] {
    admit();
    if (!respond_ || address_.bucket.empty() || row_->name == "CreateBucket") return;
    const Bucket bucket = s3_.buckets.get(address_.bucket);
    if (row_->name == "UploadPart") s3_.uploads.get(bucket, address_.key, text_of(members_, "UploadId"));
  });
}

void Exchange::guarded(const std::function<void()>& step) {
  const Store::Savepoint before = s3_.core.store.savepoint();
  running_ = true;
  try {
    step();
  } catch (const AwsError& error) {
    s3_.core.store.roll_back(before);
    answer_error(error);
  } catch (const std::exception& error) {
    s3_.core.store.roll_back(before);
    std::fprintf(stderr, "orrery: s3: %s\n", error.what());
    answer_error(AwsError("InternalError", "We encountered an internal error. Please try again.", 500));
  }
  running_ = false;
}

void Exchange::admit() {
  check_address(address_);
  check_header_section(http_.headers);
  if (address_.website) return send(serve_website(s3_, context_, http_, address_.bucket, address_.key));
  if (http_.method == "OPTIONS") {
    return send(preflight(s3_, http_, address_.bucket, !address_.key.empty()));
  }
  check_presigned(query_, http_.headers, s3_.core.clock.now());
  const bool anonymous = is_anonymous(http_, query_);
  check_payload_hash(http_.headers, anonymous ? Signed::no : Signed::yes);
  if (is_form_upload(http_) && !address_.bucket.empty() && address_.key.empty()) {
    return send(post_upload(s3_, context_, http_, address_.bucket));
  }
  check_subresource(http_.method, address_, query_);
  row_ = match(http_.method, address_, query_, http_.headers);
  if (row_ == nullptr) {
    throw method_not_allowed(http_.method, address_.bucket.empty() ? "SERVICE"
                                           : address_.key.empty()  ? "BUCKET"
                                                                   : "OBJECT");
  }
  if (row_->name == "PostObject") {
    throw precondition_failed("Bucket POST must be of the enclosure-type multipart/form-data");
  }
  check_framing(*row_, http_.headers);
  if (anonymous) {
    check_no_overrides(query_);
    if (address_.bucket.empty() || row_->name == "CreateBucket") throw access_denied();
    asker_.clear();
    check_access(s3_.buckets.get(address_.bucket));
  }
  if (!is_supported(*row_)) throw not_supported("s3:" + std::string(row_->name));
  members_ = read_members(http_.headers, query_);
  drop_aws_chunked(http_.headers, members_);
  check_part(http_.method, members_);
  if (!asker_.empty() && row_->name != "CreateBucket") {
    if (const auto bucket = s3_.buckets.find(address_.bucket)) check_access(*bucket);
  }
  if (!address_.bucket.empty()) members_["Bucket"] = address_.bucket;
  if (!address_.key.empty()) members_["Key"] = address_.key;
}

bool Exchange::names_version() const {
  return std::any_of(query_.begin(), query_.end(),
                     [](const auto& parameter) { return parameter.first == "versionId"; });
}

// Several objects of one's own are judged one by one, where they are deleted. What a policy wants said of an
// object was said when its upload began: its parts come without.
void Exchange::check_access(const Bucket& bucket) {
  const Facts facts = facts_of(http_, query_);
  if (asker_ != bucket.account) {
    return check_stranger(s3_, bucket, asker_, row_->name, address_.key, facts, names_version());
  }
  if (row_->name == "DeleteObjects") return;
  const std::string action = action_of(row_->name, names_version());
  const bool in_upload = row_->scope == Scope::object && members_.contains("UploadId");
  if (in_upload) return check_not_denied(s3_, bucket, context_, action, address_.key);
  check_not_denied(s3_, bucket, context_, action, address_.key, facts);
}

void Exchange::take_body() {
  if (auto* sink = dynamic_cast<IntakeSink*>(http_.sink.get())) {
    return sink->finish(
        [self = shared_from_this()](Intake& intake) { self->guarded([&] { self->run(intake.finish()); }); });
  }
  check_size(*row_, http_.body);
  Promise promise = promise_for(s3_, *row_, http_.headers, address_, query_);
  if (row_->takes_bytes) {
    Intake intake(s3_.bodies.directory(), s3_.bodies.next_id(), std::move(promise));
    intake.feed(http_.body);
    return run(intake.finish());
  }
  Intake intake({}, 0, std::move(promise));
  intake.feed_in_memory(http_.body);
  Content content = intake.finish();
  if (!row_->in.member.empty() && row_->in.root.empty()) {
    members_[row_->in.member] = content.bytes;
  } else if (!row_->in.root.empty() && !content.bytes.empty()) {
    try {
      members_[row_->in.member] = read_order(s3_, *row_, content.bytes);
    } catch (const AwsError& error) {
      unreadable_ = error;
    }
  }
  run(std::move(content));
}

void Exchange::run(Content content) {
  request_.emplace(context_, members_, s3_.info().refusals, std::move(content));
  if (unreadable_) request_->unreadable = {row_->in.member, *std::move(unreadable_)};
  check_order(*row_, http_.headers, *request_);
  // A checksum beside the list of parts is the object's, not the list's; where an upload begins there is
  // nothing yet to have one.
  if (row_->name != "CompleteMultipartUpload" && row_->name != "CreateMultipartUpload")
    check_integrity(*request_);
  if (const auto* waiting = std::get_if<Row::Waiting>(&row_->run)) {
    return (*waiting)(s3_, *request_, Reply(std::make_unique<Edge>(shared_from_this())));
  }
  answer(std::get<Row::Now>(row_->run)(s3_, *request_));
}

void Exchange::answer(Result result) {
  if (const auto* error = std::get_if<AwsError>(&result)) return answer_error(*error);
  answer_ok(std::get<json::object>(result));
}

void Exchange::answer_ok(const json::object& result) {
  HttpReply reply;
  reply.status = static_cast<int>(find_number(result, "StatusCode").value_or(row_->status));
  if (result.contains("ContentRange")) reply.status = 206;
  write_members(result, body_members(*row_, s3_), reply.headers);
  if (request_->slice) {
    s3_.bodies.fill(reply, request_->slice->pieces, request_->slice->offset, request_->slice->length);
  } else if (http_.method == "HEAD") {
    if (const auto length = find_number(result, "ContentLength")) {
      reply.announced_length = static_cast<std::uint64_t>(*length);
    }
  } else if (!row_->out.root.empty()) {
    const json::object* body = row_->out.member.empty() ? &result : find_object(result, row_->out.member);
    reply.body = write_xml(s3_.schemas.of(row_->out.schema), row_->out.root, body ? *body : json::object{},
                           request_->interleaving);
    reply.headers.set("Content-Type", "application/xml");
  } else if (!row_->out.member.empty()) {
    reply.body = text_of(result, row_->out.member);
    reply.headers.set("Content-Type", "application/json");
  }
  send(std::move(reply));
}

void Exchange::answer_error(const AwsError& error) {
  HttpReply reply;
  reply.status = error.status;
  if (const json::object* headers = find_object(error.extra, "Headers"))
    write_members(*headers, {}, reply.headers);
  const bool bodiless = http_.method == "HEAD" || error.status == 304;
  if (!bodiless) {
    reply.headers.set("Content-Type", "application/xml");
    reply.body = error_xml(error, context_, begins_early(row_) ? Declaration::absent : Declaration::present);
  }
  send(std::move(reply));
}

void Exchange::send(HttpReply reply) {
  reply.headers.add("x-amz-request-id", request_id(context_));
  reply.headers.add("x-amz-id-2", host_id(context_));
  add_cors(s3_, http_, address_.bucket, reply);
  respond_(std::move(reply));
}

std::optional<HttpReply> refusal_of(S3& s3, const HttpRequest& head, const Context& context) {
  struct Kept final : Respond::Edge {
    explicit Kept(std::optional<HttpReply>& reply_) : reply(reply_) {}
    void send(HttpReply answer) override { reply = std::move(answer); }
    void on_gone(Task) override {}
    std::optional<HttpReply>& reply;
  };
  std::optional<HttpReply> reply;
  HttpRequest request{
      .method = head.method, .target = head.target, .headers = head.headers, .peer = head.peer};
  std::make_shared<Exchange>(s3, std::move(request), context, Respond(std::make_unique<Kept>(reply)))
      ->judge_head();
  return reply;
}

std::unique_ptr<BodySink> sink_for(S3& s3, const HttpRequest& head, const Context& context) {
  const Address address = address_of(head, context);
  const auto query = parse_query(head.query());
  const Row* row = match(head.method, address, query, head.headers);
  if (row == nullptr || !row->takes_bytes) return nullptr;
  const std::string_view stated = head.headers.get("Content-Length");
  if (!stated.empty() && read_number<std::uint64_t>(stated).value_or(0) <= inline_limit) return nullptr;
  if (stated.empty() && !head.headers.find("Transfer-Encoding")) return nullptr;
  Promise promise = promise_for(s3, *row, head.headers, address, query);
  return std::make_unique<IntakeSink>(
      s3.core.loop, std::make_shared<Intake>(s3.bodies.directory(), s3.bodies.next_id(), std::move(promise)));
}

std::string error_xml(const AwsError& error, const Context& context, Declaration declaration) {
  std::string out = declaration == Declaration::absent ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += "<Error>";
  const auto element = [&out](std::string_view name, std::string_view text) {
    out.append("<").append(name).append(">");
    append_escaped(out, text, Quotes::plain);  // in refusals S3 leaves them as they are
    out.append("</").append(name).append(">");
  };
  element("Code", error.code);
  element("Message", error.message);
  for (const auto& [name, value] : error.extra) {
    if (name == "Headers") continue;
    element({name.data(), name.size()},
            value.is_string() ? view(value.get_string()) : std::string_view(to_text(value)));
  }
  element("RequestId", request_id(context));
  element("HostId", host_id(context));
  out += "</Error>";
  return out;
}

}  // namespace orrery::s3
