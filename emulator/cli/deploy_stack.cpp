#include "cli/deploy_stack.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "orrery/aws/s3.h"

namespace orrery::cli {

using namespace std::chrono_literals;

namespace {

constexpr auto patience = 300s;

}  // namespace

Stack::Stack(Cloud& cloud, std::string name)
    : cloud_(cloud), name_(std::move(name)), named_("&StackName=" + aws::uri_encode(name_)) {}

void Stack::put(const std::string& parameters) {
  const std::string rest = named_ + "&" + parameters + "&Capabilities.member.1=CAPABILITY_NAMED_IAM";
  // What a first deployment that failed leaves behind can only be deleted.
  if (status() == "ROLLBACK_COMPLETE") {
    query("DeleteStack", named_);
    if (const std::string left = settled(); !left.empty())
      throw std::runtime_error("the stack " + name_ + " is " + left + reasons());
  }
  try {
    query("CreateStack", rest);
  } catch (const aws::Failure& failure) {
    if (failure.code != "AlreadyExistsException") throw;
    try {
      query("UpdateStack", rest);
    } catch (const aws::Failure& same) {
      if (std::string_view(same.what()).find("No updates") == std::string_view::npos) throw;
    }
  }
}

void Stack::wait() {
  const std::string status = settled();
  if (status != "CREATE_COMPLETE" && status != "UPDATE_COMPLETE")
    throw std::runtime_error("the stack " + name_ + " is " + status + reasons());
}

std::string Stack::settled() {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (auto pause = 5ms;; pause = std::min(pause * 2, std::chrono::milliseconds(500))) {
    if (interrupted()) throw Interrupted();
    const std::string now = status();
    if (!now.ends_with("IN_PROGRESS")) return now;
    if (std::chrono::steady_clock::now() > end)
      throw std::runtime_error("the stack " + name_ + " stays " + now);
    std::this_thread::sleep_for(pause);
  }
}

std::string Stack::status() {
  try {
    return aws::s3::element(query("DescribeStacks", named_), "StackStatus");
  } catch (const aws::Failure& failure) {
    if (failure.code != "ValidationError") throw;
    return {};  // there is none
  }
}

std::vector<std::pair<std::string, std::string>> Stack::outputs() {
  const std::string answer = query("DescribeStacks", named_);
  std::vector<std::pair<std::string, std::string>> all;
  static const std::string open = "<member>";
  for (auto at = answer.find(open); at != std::string::npos; at = answer.find(open, at + 1)) {
    const std::string one = answer.substr(at, answer.find("</member>", at) - at);
    if (std::string key = aws::s3::element(one, "OutputKey");
        !key.empty() && one.find(open, 1) == std::string::npos)
      all.emplace_back(std::move(key), aws::s3::element(one, "OutputValue"));
  }
  return all;
}

std::string Stack::output(const std::string& key) {
  for (auto& [name, value] : outputs())
    if (name == key) return std::move(value);
  return {};
}

std::string Stack::query(const std::string& action, const std::string& rest) {
  const std::string body = "Action=" + action + "&Version=2010-05-15" + rest;
  const shim::HttpAnswer answer =
      cloud_.aws().send({.service = "cloudformation",
                         .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                         .body = body});
  if (answer.status >= 300) throw aws::s3::failure(answer);
  return answer.body;
}

// What the events of failed resources say, the newest first, back to where this deployment began.
std::string Stack::reasons() {
  const std::string events = query("DescribeStackEvents", named_);
  std::string out;
  static const std::string open = "<member>";
  for (auto at = events.find(open); at != std::string::npos; at = events.find(open, at + 1)) {
    const std::string event = events.substr(at, events.find("</member>", at) - at);
    const std::string status = aws::s3::element(event, "ResourceStatus");
    const std::string id = aws::s3::element(event, "LogicalResourceId");
    if (id == name_ && (status == "CREATE_IN_PROGRESS" || status == "UPDATE_IN_PROGRESS")) break;
    if (status.ends_with("_FAILED"))
      out += "\n  " + id + ": " + aws::s3::element(event, "ResourceStatusReason");
  }
  return out;
}

}  // namespace orrery::cli
