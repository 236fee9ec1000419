#include "services/kinesis/constraints.h"

#include <algorithm>
#include <span>

#include "core/ascii.h"
#include "core/error.h"

namespace orrery::kinesis {
namespace {

enum class Kind { text, number, list, map };

struct Constraint {
  std::string_view member;
  Kind kind;
  std::int64_t min, max;
  std::string_view pattern = {};  // as AWS prints it
  std::string_view words = {};    // of an enumeration, as AWS prints them
};

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view name_pattern = "[a-zA-Z0-9_.-]+";
constexpr std::string_view sequence_pattern = "0|([1-9]\\d{0,128})";
constexpr std::string_view hash_pattern = "0|([1-9]\\d{0,38})";

// A member means the same wherever it occurs, but for Limit.
constexpr Constraint constraints[] = {
    {"StreamName", Kind::text, 1, 128, name_pattern},
    {"ExclusiveStartStreamName", Kind::text, 1, 128, name_pattern},
    {"ConsumerName", Kind::text, 1, 128, name_pattern},
    {"ShardId", Kind::text, 1, 128, name_pattern},
    {"ShardToSplit", Kind::text, 1, 128, name_pattern},
    {"ShardToMerge", Kind::text, 1, 128, name_pattern},
    {"AdjacentShardToMerge", Kind::text, 1, 128, name_pattern},
    {"ExclusiveStartShardId", Kind::text, 1, 128, name_pattern},
    {"StartingSequenceNumber", Kind::text, 0, unbounded, sequence_pattern},
    {"SequenceNumberForOrdering", Kind::text, 0, unbounded, sequence_pattern},
    {"ExplicitHashKey", Kind::text, 0, unbounded, hash_pattern},
    {"NewStartingHashKey", Kind::text, 0, unbounded, hash_pattern},
    {"PartitionKey", Kind::text, 1, 256},
    {"ShardIterator", Kind::text, 1, 512},
    {"ShardIteratorType",
     Kind::text,
     0,
     unbounded,
     {},
     "AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON"},
    {"ScalingType", Kind::text, 0, unbounded, {}, "UNIFORM_SCALING"},
    {"EncryptionType", Kind::text, 0, unbounded, {}, "KMS, NONE"},
    {"KeyId", Kind::text, 1, 2048},
    {"StreamARN", Kind::text, 1, 2048},
    {"ConsumerARN", Kind::text, 1, 2048},
    {"ResourceARN", Kind::text, 1, 2048},
    {"NextToken", Kind::text, 1, 1'048'576},
    {"Policy", Kind::text, 0, unbounded},
    {"Data", Kind::text, 0, unbounded},
    {"ShardCount", Kind::number, 1, unbounded},
    {"TargetShardCount", Kind::number, 1, 100'000},
    {"RetentionPeriodHours", Kind::number, 1, unbounded},
    {"MaxRecordSizeInKiB", Kind::number, 1024, 10'240},
    {"Limit", Kind::number, 1, 10'000},
    {"MaxResults", Kind::number, 1, 10'000},
    {"Tags", Kind::map, 1, 200},
    {"TagKeys", Kind::list, 1, 50},
    {"ShardLevelMetrics", Kind::list, 1, 7},
    {"Records", Kind::list, 1, 500},
};

// The members of an operation in the order of AWS's complaints; '!' follows required ones.
struct Request {
  std::string_view operation, members;
};
constexpr Request requests[] = {
    {"AddTagsToStream", "Tags! StreamName"},
    {"CreateStream", "ShardCount StreamName! MaxRecordSizeInKiB Tags"},
    {"DecreaseStreamRetentionPeriod", "RetentionPeriodHours! StreamName"},
    {"DeleteResourcePolicy", "ResourceARN!"},
    {"DeleteStream", "StreamName"},
    {"DeregisterStreamConsumer", "StreamARN ConsumerName ConsumerARN"},
    {"DescribeStream", "Limit ExclusiveStartShardId StreamName"},
    {"DescribeStreamConsumer", "StreamARN ConsumerName ConsumerARN"},
    {"DescribeStreamSummary", "StreamName"},
    {"DisableEnhancedMonitoring", "ShardLevelMetrics! StreamName"},
    {"EnableEnhancedMonitoring", "ShardLevelMetrics! StreamName"},
    {"GetRecords", "Limit ShardIterator!"},
    {"GetResourcePolicy", "ResourceARN!"},
    {"GetShardIterator", "ShardId! ShardIteratorType! StartingSequenceNumber StreamName"},
    {"IncreaseStreamRetentionPeriod", "RetentionPeriodHours! StreamName"},
    {"ListShards", "MaxResults NextToken ExclusiveStartShardId StreamName"},
    {"ListStreamConsumers", "StreamARN! MaxResults NextToken"},
    {"ListStreams", "Limit ExclusiveStartStreamName NextToken"},
    {"ListTagsForResource", "ResourceARN!"},
    {"ListTagsForStream", "StreamName"},
    {"MergeShards", "ShardToMerge! AdjacentShardToMerge! StreamName"},
    {"PutRecord", "SequenceNumberForOrdering PartitionKey! ExplicitHashKey Data! StreamName"},
    {"PutRecords", "Records! StreamName"},
    {"PutResourcePolicy", "ResourceARN! Policy!"},
    {"RegisterStreamConsumer", "StreamARN! ConsumerName! Tags"},
    {"RemoveTagsFromStream", "TagKeys! StreamName"},
    {"SplitShard", "NewStartingHashKey! StreamName ShardToSplit!"},
    {"StartStreamEncryption", "EncryptionType! KeyId! StreamName"},
    {"StopStreamEncryption", "EncryptionType! KeyId! StreamName"},
    {"TagResource", "Tags! ResourceARN!"},
    {"UntagResource", "TagKeys! ResourceARN!"},
    {"UpdateMaxRecordSize", "MaxRecordSizeInKiB! StreamARN"},
    {"UpdateShardCount", "ScalingType! StreamName TargetShardCount!"},
    {"UpdateStreamMode", "StreamARN!"},
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool matches(std::string_view pattern, std::string_view text) {
  if (pattern == name_pattern)
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
             c == '.' || c == '-';
    });
  const std::size_t longest = pattern == hash_pattern ? 39 : 129;
  return text == "0" || (!text.empty() && text[0] != '0' && text.size() <= longest && all_digits(text));
}

bool among(std::string_view words, std::string_view text) {
  for (std::string_view rest = words;;) {
    const auto comma = rest.find(", ");
    if (rest.substr(0, comma) == text) return true;
    if (comma == rest.npos) return false;
    rest.remove_prefix(comma + 2);
  }
}

constexpr std::size_t longest_key = 128;

// A list of texts as AWS prints it.
std::string shown(const json::array& list) {
  std::string text = "[";
  for (const json::value& one : list)
    text += (text.size() > 1 ? ", " : "") +
            (one.is_string() ? std::string(view(one.get_string())) : to_text(one));
  return text + "]";
}

class Complaints {
 public:
  // `place`: what comes before the member's name: "records.1.member.".
  void check(const Input& input, std::string_view members, const std::string& place = {}) {
    while (!members.empty()) {
      const auto space = members.find(' ');
      std::string_view member = members.substr(0, space);
      members = space == members.npos ? std::string_view{} : members.substr(space + 1);
      const bool required = member.ends_with('!');
      if (required) member.remove_suffix(1);
      const auto* constraint =
          std::find_if(std::begin(constraints), std::end(constraints),
                       [&](const Constraint& candidate) { return candidate.member == member; });
      if (input.has(member))
        check(input, *constraint, place);
      else if (required)
        add("null", member, place, "Member must not be null");
    }
  }

  void refuse() const {
    if (count_ == 0) return;
    throw AwsError("ValidationException", std::to_string(count_) + " validation error" +
                                              (count_ > 1 ? "s" : "") + " detected: " + text_);
  }

 private:
  void check(const Input& input, const Constraint& constraint, const std::string& place) {
    const std::string_view member = constraint.member;
    switch (constraint.kind) {
      case Kind::text: {
        const std::string_view text = input.text(member);
        const std::string value = "'" + std::string(text) + "'";
        if (!constraint.words.empty() && !among(constraint.words, text))
          add(value, member, place,
              "Member must satisfy enum value set: [" + std::string(constraint.words) + "]");
        if (!constraint.pattern.empty() && !matches(constraint.pattern, text))
          add(value, member, place,
              "Member must satisfy regular expression pattern: " + std::string(constraint.pattern));
        return check_bounds(value, static_cast<std::int64_t>(text.size()), "length", constraint, place);
      }
      case Kind::number: {
        const std::int64_t number = input.number(member);
        return check_bounds("'" + std::to_string(number) + "'", number, "value", constraint, place);
      }
      case Kind::list: {
        const json::array& list = input.list(member);
        const bool keys = member == "TagKeys";
        const std::string value = "'" + (keys ? shown(list) : to_text(list)) + "'";
        if (keys && std::any_of(list.begin(), list.end(), [](const json::value& key) {
              return key.is_string() && (key.get_string().empty() || key.get_string().size() > longest_key);
            }))
          add(value, member, place,
              "Member must satisfy constraint: [Member must have length less than or equal to 128, Member "
              "must "
              "have length greater than or equal to 1]");
        return check_bounds(value, static_cast<std::int64_t>(list.size()), "length", constraint, place);
      }
      case Kind::map: {
        const json::object& map = input.object(member);
        return check_bounds("'" + to_text(map) + "'", static_cast<std::int64_t>(map.size()), "length",
                            constraint, place);
      }
    }
  }

  void check_bounds(const std::string& value, std::int64_t size, std::string_view what,
                    const Constraint& constraint, const std::string& place) {
    const bool few = size < constraint.min;
    if (!few && size <= constraint.max) return;
    add(value, constraint.member, place,
        "Member must have " + std::string(what) + (few ? " greater" : " less") + " than or equal to " +
            std::to_string(few ? constraint.min : constraint.max));
  }

  void add(const std::string& value, std::string_view member, const std::string& place,
           const std::string& what) {
    text_ += (count_++ > 0 ? "; Value " : "Value ") + value + " at '" + place + lower_first(member) +
             "' failed to satisfy constraint: " + what;
  }

  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace

void check_request(std::string_view operation, const Input& input) {
  const auto* request = std::find_if(std::begin(requests), std::end(requests),
                                     [&](const Request& row) { return row.operation == operation; });
  if (request == std::end(requests)) return;
  Complaints complaints;
  complaints.check(input, request->members);
  if (operation == "PutRecords" && input.has("Records")) {
    std::size_t number = 0;
    for (const json::value& record : input.list("Records")) {
      if (!record.is_object()) throw AwsError("SerializationException", "A record is a structure.");
      constexpr Refusals refusals;
      complaints.check(Input(input.context, record.get_object(), refusals),
                       "PartitionKey! ExplicitHashKey Data!",
                       "records." + std::to_string(++number) + ".member.");
    }
  }
  complaints.refuse();
}

}  // namespace orrery::kinesis
