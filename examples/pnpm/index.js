console.log(require('lodash').capitalize('hello'));
