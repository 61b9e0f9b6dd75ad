exports.greet = async (event) => {
  console.log(`greeting ${event.name}`);
  return { text: `${process.env.GREETING}, ${event.name}`, inbox: process.env.INBOX };
};
