// Keys, names, digests, entropy, the journal: the small parts everything else stands on.
#include <catch2/catch.hpp>

#include "core/account.h"
#include "core/arn.h"
#include "core/digest.h"
#include "core/entropy.h"
#include "core/http.h"
#include "core/input.h"
#include "core/journal.h"
#include "core/key.h"
#include "core/number.h"
#include "core/tags.h"
#include "core/utf8.h"
#include "tests/world.h"

namespace orrery {
namespace {

TEST_CASE("keys sort as their parts do and read back", "[key]") {
  const auto key = [](std::string_view text, std::uint64_t number) {
    return Key("sqs").text(text).number(number).bytes();
  };
  CHECK(key("a", 2) < key("a", 10));
  CHECK(key("a", 10) < key("aa", 1));
  CHECK(key(std::string("a\0", 2), 0) > key("a", 0));
  CHECK(key(std::string("a\0b", 3), 0) < key("ab", 0));
  const std::string held = key(std::string("a\0b", 3), 7);
  KeyReader again(held);
  CHECK(again.text() == "sqs");
  CHECK(again.text() == std::string("a\0b", 3));
  CHECK(again.number() == 7);
  CHECK(again.rest().empty());
}

TEST_CASE("names of resources are taken apart and put together", "[arn]") {
  const auto arn = parse_arn("arn:aws:lambda:eu-west-1:123456789012:function:f:live");
  REQUIRE(arn);
  CHECK(arn->service == "lambda");
  CHECK(arn->resource == "function:f:live");
  CHECK(arn->text() == "arn:aws:lambda:eu-west-1:123456789012:function:f:live");
  CHECK(parse_arn("arn:aws:s3:::bucket")->region.empty());
  CHECK(make_arn("sqs", "cn-north-1", "123456789012", "q") == "arn:aws-cn:sqs:cn-north-1:123456789012:q");
  CHECK(make_arn("sqs", "us-gov-west-1", "1", "q") == "arn:aws-us-gov:sqs:us-gov-west-1:1:q");
  CHECK(make_global_arn("s3", "us-isob-east-1", "", "bucket") == "arn:aws-iso-b:s3:::bucket");
  CHECK(root_arn("us-east-1", "123456789012") == "arn:aws:iam::123456789012:root");
  for (const char* wrong : {"", "arn", "arn:aws:sqs", "arn:aws:sqs:r:a:", "urn:aws:sqs:r:a:b"})
    CHECK_FALSE(parse_arn(wrong));
}

TEST_CASE("a number is all of a text, or nothing", "[number]") {
  CHECK(read_number<int>("-12") == -12);
  CHECK(read_number<double>("1.5e3") == 1500.0);
  for (const char* wrong : {"", " 1", "1 ", "+1", "1.0", "0x1", "2147483648"})
    CHECK_FALSE(read_number<int>(wrong));
  CHECK_FALSE(read_number<std::uint64_t>("-1"));
}

TEST_CASE("a number beyond all bounds is told as the nearest there is", "[input]") {
  const auto refusal = [](const char* members) {
    const json::object object = parse(members).as_object();
    const Context context;
    const Refusals refusals;
    try {
      return std::to_string(Input(context, object, refusals).number("N", -5, 5));
    } catch (const AwsError& error) {
      return error.message.substr(0, error.message.find(" at"));
    }
  };
  CHECK(refusal("{'N': 2.7}") == "2");
  CHECK(refusal("{'N': 1e300}") == "1 validation error detected: Value '9223372036854775807'");
  CHECK(refusal("{'N': -1e300}") == "1 validation error detected: Value '-9223372036854775808'");
  CHECK(refusal("{'N': 18446744073709551615}") == "1 validation error detected: Value '9223372036854775807'");
}

TEST_CASE("what is no UTF-8 is told, and spelled as U+FFFD", "[utf8]") {
  for (const char* text : {"", "plain", "gr\xC3\xBC\xC3\x9F", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    CHECK(is_utf8(text));
    CHECK(as_utf8(text) == text);
  }
  // A byte alone, a character cut short, one spelled too long, a surrogate, one beyond the last.
  for (const char* bytes : {"\xFF", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    CHECK_FALSE(is_utf8(bytes));
    CHECK(is_utf8(as_utf8(bytes)));
  }
  CHECK(as_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
}

TEST_CASE("tags are kept by their keys and shown as a list", "[tags]") {
  const json::array list{{{"Key", "a"}, {"Value", "1"}}, {{"Key", "b"}}, {{"Key", "a"}, {"Value", "2"}}};
  const json::object kept = tags_of(&list);
  CHECK(kept == json::object{{"a", "2"}, {"b", ""}});
  CHECK(tag_list(kept) == json::array{{{"Key", "a"}, {"Value", "2"}}, {{"Key", "b"}, {"Value", ""}}});
  CHECK(tags_of(nullptr).empty());
}

TEST_CASE("digests are those of their standards", "[digest]") {
  CHECK(to_hex(md5("abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(to_hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(hmac_sha256("key", "The quick brown fox jumps over the lazy dog")) ==
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  CHECK(to_hex(big_endian(crc32("123456789"))) == "cbf43926");
  CHECK(to_hex(big_endian(crc32c("123456789"))) == "e3069283");
  CHECK(to_hex(big_endian(crc64nvme("123456789"))) == "ae8b14860a799888");
  CHECK(crc64nvme("6789", crc64nvme("12345")) == crc64nvme("123456789"));
  CHECK(crc32c("0123456789abcdef!", 0) == crc32c("89abcdef!", crc32c("01234567")));
  Digest digest("sha256");
  digest.update("a");
  digest.update("bc");
  CHECK(digest.finish() == sha256("abc"));
}

TEST_CASE("base64 is read strictly", "[digest]") {
  for (const char* text : {"", "a", "ab", "abc", "abcd"}) CHECK(from_base64(to_base64(text)) == text);
  for (const char* wrong : {"a", "a===", "ab=c", "a b=", "ab==cd==", "=abc"}) CHECK_FALSE(from_base64(wrong));
}

TEST_CASE("the same seed gives the same ids, and forks do not disturb each other", "[entropy]") {
  Entropy one(7), two(7);
  Entropy fork = one.fork("sqs");
  CHECK(fork.uuid() == two.fork("sqs").uuid());
  CHECK(fork.uuid() != two.fork("s3").uuid());
  CHECK(one.hex(40) == two.hex(40));
  const std::string id = one.uuid();
  CHECK(id.size() == 36);
  CHECK(id[14] == '4');
}

TEST_CASE("percent escapes: what is malformed stays, plus is a space only where asked", "[http]") {
  CHECK(percent_decode("a%2Fb%2") == "a/b%2");
  CHECK(percent_decode("%zz%") == "%zz%");
  CHECK(percent_decode("a+b") == "a+b");
  CHECK(percent_decode("a+b", Plus::space) == "a b");
  CHECK(percent_encode("a/b c~\xc3\xa9", "/") == "a/b%20c~%C3%A9");
  const auto pairs = parse_query("a=1&b&a=x=y&=z&&c=%26");
  REQUIRE(pairs.size() == 5);
  CHECK(pairs[1] == std::pair<std::string, std::string>{"b", ""});
  CHECK(pairs[2].second == "x=y");
  CHECK(pairs[4].second == "&");
}

TEST_CASE_METHOD(World, "a call made with the trace of another line becomes its child", "[journal]") {
  const auto parent = journal.begin({.kind = "invocation"});
  const std::string trace = journal.trace_for(parent, "");
  const auto child = journal.begin({.kind = "call"}, trace);
  CHECK(journal.find(child)->parent == parent);
  CHECK(journal.find(child)->trace == journal.find(parent)->trace);
  const auto foreign =
      journal.begin({.kind = "call"}, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8");
  CHECK(journal.find(foreign)->parent == 0);
  CHECK(journal.find(foreign)->trace == "1-5759e988-bd862e3fe1be46a994272793");
}

TEST_CASE("a turn that fails lets nothing go, and the next one only its own", "[loop]") {
  Loop loop;
  std::string gone;
  const auto fail = [&] {
    loop.after_turn([&] { gone += "failed"; });
    throw std::runtime_error("disk full");
  };
  CHECK_THROWS_WITH(loop.turn(fail), "disk full");
  loop.turn([&] { loop.after_turn([&] { gone += "next"; }); });
  CHECK(gone == "next");
}

TEST_CASE_METHOD(World, "calls of one second that nobody traces have a trace each", "[journal]") {
  const auto one = journal.begin({.kind = "call"}), other = journal.begin({.kind = "call"});
  CHECK(journal.find(one)->trace.size() == 35);
  CHECK(journal.find(one)->trace != journal.find(other)->trace);
}

TEST_CASE_METHOD(World, "a line of the journal is JSON whatever bytes a client sent", "[journal]") {
  const auto number =
      journal.begin({.kind = "call", .operation = "Put\xff", .resource = std::string(255, 'a') + "\u00fc"},
                    "Root=\xfe;Sampled=1");
  const auto line = parse_json(to_text(to_json(*journal.find(number))));
  REQUIRE(line);
  CHECK(line->at("operation") == "Put\uFFFD");
  CHECK(text_of(line->as_object(), "resource") == std::string(255, 'a') + "\uFFFD");
  CHECK(line->at("trace") == "\uFFFD");
}

TEST_CASE_METHOD(World, "the journal keeps the newest lines and forgets the oldest", "[journal]") {
  Journal small(clock, 3);
  for (int line = 0; line < 5; ++line) small.end(small.begin({.kind = "call"}), "ok");
  CHECK(small.lines().size() == 3);
  CHECK(small.find(2) == nullptr);
  CHECK(small.find(5) != nullptr);
  CHECK(small.find(6) == nullptr);
}

}  // namespace
}  // namespace orrery
