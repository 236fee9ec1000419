#include "services/lambda/complaints.h"

#include <algorithm>

#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

void Complaints::add(std::string_view value, std::string_view path, std::string_view what) {
  add_complaint("Value " + std::string(value), path, what);
}

void Complaints::add_unseen(std::string_view path, std::string_view what) {
  add_complaint("Value", path, what);
}

void Complaints::add_complaint(const std::string& value, std::string_view path, std::string_view what) {
  complaints_.push_back(value + " at '" + std::string(path) +
                        "' failed to satisfy constraint: " + std::string(what));
}

void Complaints::missing(std::string_view path) { add("null", path, "Member must not be null"); }

void Complaints::word(std::optional<std::string_view> text, std::string_view path,
                      std::initializer_list<std::string_view> allowed) {
  if (!text || std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return;
  std::string words;
  for (const std::string_view word : allowed) words += (words.empty() ? "" : ", ") + std::string(word);
  add(in_quotes(*text), path, "Member must satisfy enum value set: [" + words + "]");
}

void Complaints::length(std::string_view value, std::size_t length, std::string_view path, std::int64_t min,
                        std::int64_t max) {
  const auto size = static_cast<std::int64_t>(length);
  if (size < min)
    add(in_quotes(value), path, "Member must have length greater than or equal to " + std::to_string(min));
  if (size > max)
    add(in_quotes(value), path, "Member must have length less than or equal to " + std::to_string(max));
}

void Complaints::range(std::optional<std::int64_t> number, std::string_view path, std::int64_t min,
                       std::int64_t max) {
  if (!number) return;
  const std::string value = in_quotes(std::to_string(*number));
  if (*number < min)
    add(value, path, "Member must have value greater than or equal to " + std::to_string(min));
  if (*number > max) add(value, path, "Member must have value less than or equal to " + std::to_string(max));
}

void Complaints::pattern(std::string_view text, bool fits, std::string_view path, std::string_view pattern) {
  if (!fits)
    add(in_quotes(text), path, "Member must satisfy regular expression pattern: " + std::string(pattern));
}

void Complaints::refuse() const {
  if (complaints_.empty()) return;
  std::string message = std::to_string(complaints_.size()) + " validation error" +
                        (complaints_.size() > 1 ? "s" : "") + " detected: ";
  for (const std::string& one : complaints_) message += (&one == &complaints_.front() ? "" : "; ") + one;
  throw validation(std::move(message));
}

std::string listed(const json::array& texts) {
  std::string text = "[";
  for (const json::value& one : texts) {
    if (!one.is_string()) throw AwsError("SerializationException", "A list of texts holds something else");
    text += (text.size() > 1 ? ", " : "") + std::string(view(one.get_string()));
  }
  return text + "]";
}

}  // namespace orrery::lambda
