#pragma once
// Code packages on disk: each zip once per hash, and unpacked once, shared by all who run it.
//
//   <files>/lambda/package/<sha256 hex>.zip     as it was uploaded
//   <files>/lambda/task/<sha256 hex>/           unpacked, complete once it is there
//   <files>/lambda/node_modules                 where the SDKs for JavaScript are that AWS supplies
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "core/function.h"
#include "core/loop.h"

namespace orrery::lambda {

// What a function runs: a package by its hash, or a directory of the host that is watched for changes.
struct Code {
  std::string hash;       // sha256, hex; empty for a directory
  std::string directory;  // absolute; empty for a package
  std::uint64_t size = 0;
  std::string sha256;      // base64, as AWS answers it
  std::string generation;  // a new one with every change of what runs: sandboxes of another are not used
  std::vector<std::string> layers;  // hashes of their packages, in the order the function names them
};

class CodeStore {
 public:
  using Stored = std::variant<Code, AwsError>;

  CodeStore(Loop& loop, std::filesystem::path directory);

  // Keeps and unpacks the archive on a worker. `done` runs as a turn. `base64`: the text needs decoding.
  enum class Form { bytes, base64 };
  void add(std::string archive, Form form, Function<void(Stored)> done);

  std::filesystem::path root_of(const Code& code) const;
  std::filesystem::path package_of(const Code& code) const;
  // Where its layers are unpacked, the one that wins first.
  std::vector<std::filesystem::path> layers_of(const Code& code) const;
  // What is there that none of `used` (hashes) needs.
  std::vector<std::filesystem::path> unused(std::vector<std::string> used) const;

 private:
  Loop& loop_;
  std::filesystem::path directory_;
  std::uint64_t next_ = 0;  // names temporary files
};

}  // namespace orrery::lambda
