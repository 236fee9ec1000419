// plan hands each worker its share of the rate; work sends requests at that rate for as long.
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

exports.plan = async ({ url, workers, requestsPerSecond, seconds }, generate) => {
  for (let worker = 0; worker < workers; worker += 1) {
    generate('work', { url, requestsPerSecond: requestsPerSecond / workers, seconds });
  }
};

exports.work = async ({ url, requestsPerSecond, seconds }) => {
  const startTime = Date.now();
  const endTime = startTime + seconds * 1000;
  const requests = [];
  // Requests are due at even distances; one that is late is sent at once, so that the load is what was asked for.
  for (let due = startTime; due < endTime; due = startTime + (requests.length * 1000) / requestsPerSecond) {
    await sleep(Math.max(0, due - Date.now()));
    requests.push(fetch(url).then((answer) => answer.arrayBuffer().then(() => answer.status)));
  }
  const results = await Promise.allSettled(requests);
  const answered = results.filter(({ status, value }) => status === 'fulfilled' && value < 500).length;
  console.log(JSON.stringify({ url, requests: requests.length, answered }));
};
